/** What a character is to the scanner: one bit each. */
export const LETTER = 1;
export const DIGIT = 2;
/** Joins letters and digits to one token where it stands between them: `.`, `-`, `_`, `/`, … */
export const INNER = 4;
/** Ends a token. */
export const BREAK = 8;
/** A letter or digit that a hexadecimal number may hold. */
export const HEX = 16;
export const UPPER = 32;
export const OPENING = 64;
export const CLOSING = 128;

const INNERS = '.-_/@+\\$%&*~^!?';

function asciiBits(character: string): number {
  const hex = /[0-9a-fA-F]/.test(character) ? HEX : 0;
  if (/[0-9]/.test(character)) return DIGIT | hex;
  if (/[a-zA-Z]/.test(character)) return LETTER | hex | (/[A-Z]/.test(character) ? UPPER : 0);
  if ('([{'.includes(character)) return BREAK | OPENING;
  if (')]}'.includes(character)) return BREAK | CLOSING;
  return INNERS.includes(character) ? INNER : BREAK;
}

function wideBits(code: number): number {
  if (code < 0xc0) return code === 0xaa || code === 0xb5 || code === 0xba ? LETTER : BREAK;
  const isSpaceOrMark =
    (code >= 0x2000 && code <= 0x206f) ||
    (code >= 0x3000 && code <= 0x303f) ||
    (code >= 0xff01 && code <= 0xff0f) ||
    (code >= 0xff1a && code <= 0xff20) ||
    code === 0xfeff ||
    code === 0xfffd;
  return isSpaceOrMark ? BREAK : LETTER;
}

/**
 * Bits by UTF-16 code unit. Beyond ASCII everything is a letter, half a surrogate pair too, but for spaces and the
 * punctuation of other scripts (`：`, `，`, `“`). A table, since the scanner asks for each character of each message.
 */
export const BITS = Uint8Array.from({ length: 0x10000 }, (_, code) =>
  code < 128 ? asciiBits(String.fromCharCode(code)) : wideBits(code),
);
