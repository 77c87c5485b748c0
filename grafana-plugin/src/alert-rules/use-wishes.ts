import type { Severity } from '@lapwing/contract';
import { useMemo, useState } from 'react';
import type { NewRule } from '../grafana/alert-rules.ts';
import type { Alerting } from './load-alerting.ts';
import {
  type AlertSubject,
  type RuleSource,
  type RuleWishes,
  SHORTEST_FOR_MINUTES,
  ruleOf,
  ruleTitle,
} from './rule.ts';

/** What a person can choose of a rule. */
interface Wishes {
  title: string;
  sourceUid: string | undefined;
  /** `any`: every alert. */
  lowest: Severity | 'any';
  /** As it is typed. */
  minutes: string;
  /** Empty: a new one, called Lapwing. */
  folderUid: string;
  group: string;
  /** Empty: as the notification policies say. */
  receiver: string;
}

export const NEW_FOLDER = 'Lapwing';
export const GROUP = 'lapwing';

export interface Wished {
  wishes: Wishes;
  change: (part: Partial<Wishes>) => void;
  source: (RuleSource & { name: string }) | undefined;
  /** Undefined while there is nothing that it could read. */
  rule: NewRule | undefined;
  goodWait: boolean;
  /** All that must be filled in is. */
  complete: boolean;
}

export function useWishes(
  { sources, folders, appUrl }: Alerting,
  subject: AlertSubject,
  panel: RuleWishes['panel'],
): Wished {
  const [wishes, setWishes] = useState<Wishes>({
    ...{ title: ruleTitle(subject), sourceUid: sources[0]?.uid, lowest: 'any' },
    ...{ minutes: String(SHORTEST_FOR_MINUTES), group: GROUP, receiver: '' },
    folderUid: folders.find(({ title }) => title === NEW_FOLDER)?.uid ?? '',
  });
  const source = sources.find(({ uid }) => uid === wishes.sourceUid);
  const wait = Number(wishes.minutes);
  const goodWait = Number.isInteger(wait) && wait >= SHORTEST_FOR_MINUTES;
  const rule = useMemo(() => {
    const { title, folderUid, group, lowest, receiver } = wishes;
    return (
      source &&
      ruleOf({
        ...{ subject, source, title, folderUid, group, appUrl, forMinutes: wait },
        lowest: lowest === 'any' ? undefined : lowest,
        receiver: receiver === '' ? undefined : receiver,
        ...(panel && { panel }),
      })
    );
  }, [subject, source, wishes, appUrl, wait, panel]);
  return {
    ...{ wishes, source, rule, goodWait },
    change: (part) => setWishes((old) => ({ ...old, ...part })),
    complete: goodWait && wishes.title.trim() !== '' && wishes.group.trim() !== '',
  };
}
