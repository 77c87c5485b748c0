import { Alert } from '@grafana/ui';
import React, { useSyncExternalStore } from 'react';
import { LATER_WORDS } from '../service/later-words.ts';

/** What of the service's answers this version doesn't know; nothing while it knows all. */
export function LaterNote(): React.JSX.Element | null {
  const note = useSyncExternalStore(LATER_WORDS.follow, LATER_WORDS.note);
  return note === undefined ? null : (
    <Alert severity="info" title={note.title}>
      {note.text}
    </Alert>
  );
}
