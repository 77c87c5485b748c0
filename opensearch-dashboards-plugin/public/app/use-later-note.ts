import type { LaterNote } from '@lapwing/visuals';
import { useEffect, useState } from 'react';
import { LATER_WORDS } from '../service/later-words.ts';

/** What of the service's answers this version doesn't know, in words; undefined while it knows all. */
export function useLaterNote(): LaterNote | undefined {
  const [note, setNote] = useState(LATER_WORDS.note);
  useEffect(() => {
    const look = (): void => setNote(LATER_WORDS.note());
    // What came between drawing and following.
    look();
    return LATER_WORDS.follow(look);
  }, []);
  return note;
}
