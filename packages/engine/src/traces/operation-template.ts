/** Operation names that hold ids, turned into ones that don't: `GET /users/81723?page=2` is `GET /users/{id}`. */

const LONGEST = 200;
const UUID = /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/gi;
const EMAIL = /[^\s/@]+@[^\s/@]+\.[^\s/@]+/g;
/** Of a path segment, or a part of one between separators: a number of three digits or more (`order-1042`, not `v2`). */
const NUMBER_PART = /(?<=^|[-_:.=,])\d{3,}(?=$|[-_:.,])/g;
/** Eight or more hexadecimal digits, a letter and a digit among them, so that neither `deadbeef` nor `feedback` is one. */
const HEX_PART = /(?<=^|[-_:.=,])(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,}(?=$|[-_:.,])/gi;
const WHOLE_NUMBER = /^[-+]?\d+([.,]\d+)*$/;
/** Base64 and its like: long, letters and digits mixed. */
const TOKEN = /^(?=(?:[^0-9]*[0-9]){3})(?=.*[A-Za-z])[A-Za-z0-9_=~+-]{16,}$/;
const SQL = /^\s*(select|insert|update|delete|merge|replace|with|call|upsert)\s/i;
const SQL_LITERAL = /'(?:[^']|'')*'|\b\d+(?:\.\d+)?\b/g;
const SQL_LIST = /\(\s*\?(?:\s*,\s*\?)*\s*\)/g;
const ID = '{id}';

/** The name with ids, numbers, addresses and query strings taken out; 200 characters at most. The same for each of its own answers. */
export function operationTemplate(operation: string): string {
  const text = operation.slice(0, LONGEST * 10).trim();
  const template = SQL.test(text) && text.includes(' ') ? sql(text) : words(text);
  return template.length <= LONGEST ? template : `${template.slice(0, LONGEST - 1)}…`;
}

function sql(text: string): string {
  return text.replaceAll(SQL_LITERAL, '?').replaceAll(SQL_LIST, '(?)').replaceAll(/\s+/g, ' ');
}

function words(text: string): string {
  return text
    .split(/\s+/)
    .map((word) => (word.includes('/') ? path(word) : segment(word)))
    .join(' ');
}

function path(word: string): string {
  const [plain = ''] = word.split(/[?#;]/, 1);
  return plain.split('/').map(segment).join('/');
}

function segment(part: string): string {
  if (part === ID || part === '') return part;
  if (WHOLE_NUMBER.test(part) || TOKEN.test(part)) return ID;
  return part.replaceAll(UUID, ID).replaceAll(EMAIL, ID).replaceAll(HEX_PART, ID).replaceAll(NUMBER_PART, ID);
}
