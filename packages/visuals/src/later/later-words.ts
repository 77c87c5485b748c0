import type { LaterWord } from '@lapwing/contract';

/** What a person is told of words that only a later service knows. */
export interface LaterNote {
  title: string;
  text: string;
}

/** Words of a later service, as the answers that are shown held them. */
export interface LaterWords {
  /** Takes the place of what the last answer of that kind held. */
  tell(kind: string, words: readonly LaterWord[]): void;
  /** Undefined while everything is understood; the same object until something changes. */
  note(): LaterNote | undefined;
  /** Gives what ends it. */
  follow(changed: () => void): () => void;
}

/** More than these are a list that nobody reads: the service is simply newer. */
const MOST_NAMED = 4;

/** What the answers of a service said that this version doesn't know; each dashboard keeps one. */
export function laterWords(): LaterWords {
  const byKind = new Map<string, string[]>();
  const followers = new Set<() => void>();
  let note: LaterNote | undefined;
  return {
    tell(kind, words) {
      const named = words.map(nameOf);
      if (named.join() === (byKind.get(kind) ?? []).join()) return;
      if (named.length === 0) byKind.delete(kind);
      else byKind.set(kind, named);
      note = noteOf(new Set([...byKind.values()].flat()));
      for (const changed of followers) changed();
    },
    note: () => note,
    follow(changed) {
      followers.add(changed);
      return () => followers.delete(changed);
    },
  };
}

function nameOf({ field, word, leftOut }: LaterWord): string {
  const name = field === 'type' ? 'kind' : field.replaceAll('_', ' ');
  return `${name} “${word}”${leftOut ? ' (left out)' : ''}`;
}

function noteOf(names: ReadonlySet<string>): LaterNote | undefined {
  if (names.size === 0) return undefined;
  const named = [...names].slice(0, MOST_NAMED).join(', ');
  const more = names.size > MOST_NAMED ? ` and ${names.size - MOST_NAMED} more` : '';
  return {
    title: 'The service is newer than this plugin',
    text:
      `Unknown to this version: ${named}${more}. All else is shown as it is. ` +
      'Install the plugin of the service’s version to see these too.',
  };
}
