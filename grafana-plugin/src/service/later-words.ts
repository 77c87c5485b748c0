import { laterWords } from '@lapwing/visuals';

/** What the service said lately that this version of the plugin doesn't know. */
export const LATER_WORDS = laterWords();
