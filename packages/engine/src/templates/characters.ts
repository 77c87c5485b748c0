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

const INNERS = '.-_/@+\\$%&*~^!?';

const ASCII = Uint8Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  const hex = /[0-9a-fA-F]/.test(character) ? HEX : 0;
  if (/[0-9]/.test(character)) return DIGIT | hex;
  if (/[a-zA-Z]/.test(character)) return LETTER | hex | (/[A-Z]/.test(character) ? UPPER : 0);
  return INNERS.includes(character) ? INNER : BREAK;
});

/**
 * Bits of a UTF-16 code unit. Beyond ASCII everything is a letter, half a surrogate pair too, but for spaces and the
 * punctuation of other scripts (`：`, `，`, `“`).
 */
export function bitsOf(code: number): number {
  if (code < 128) return ASCII[code];
  if (code < 0xc0) return code === 0xaa || code === 0xb5 || code === 0xba ? LETTER : BREAK;
  if (code < 0x2000) return LETTER;
  if (code <= 0x206f) return BREAK;
  if (code >= 0x3000 && code <= 0x303f) return BREAK;
  if ((code >= 0xff01 && code <= 0xff0f) || (code >= 0xff1a && code <= 0xff20)) return BREAK;
  return code === 0xfeff || code === 0xfffd ? BREAK : LETTER;
}
