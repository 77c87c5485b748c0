/** Why a text is no address of a service; undefined when it is one. Does not repeat it: it may hold a password. */
export function whyNotAddress(text: string): string | undefined {
  if (!URL.canParse(text)) return 'must be an address such as http://lapwing.example:8787';
  const { protocol, username, password, search, hash } = new URL(text);
  if (protocol !== 'http:' && protocol !== 'https:') return 'must begin with http:// or https://';
  if (username !== '' || password !== '') return 'must hold no user and password: set lapwingAnomaly.apiKey';
  return search === '' && hash === '' ? undefined : 'must end before any ? or #';
}
