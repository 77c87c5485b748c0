// `@osd/config-schema` is not on npm: this stands in for it, as far as the server half uses it, with the real one's
// rules: defaults, unknown keys refused unless allowed, numbers and booleans read from text, errors that name the key.

interface Type {
  validate(value: unknown, context?: unknown, key?: string): unknown;
}
interface Options {
  defaultValue?: unknown;
  minLength?: number;
  validate?: (value: never) => string | undefined;
  unknowns?: 'allow' | 'ignore' | 'forbid';
}

const fail = (key: string | undefined, message: string): never => {
  throw new Error(key === undefined || key === '' ? message : `[${key}]: ${message}`);
};

function type(check: (value: unknown, key: string | undefined) => unknown, options: Options = {}): Type {
  return {
    validate(value, _context, key) {
      if (value === undefined) {
        if (!('defaultValue' in options)) return check(value, key);
        const made = options.defaultValue;
        return check(typeof made === 'function' ? (made as () => unknown)() : made, key);
      }
      const read = check(value, key);
      const why = options.validate?.(read as never);
      return why === undefined ? read : fail(key, why);
    },
  };
}

const expected = (what: string, value: unknown): string =>
  `expected value of type [${what}] but got [${value === null ? 'null' : Array.isArray(value) ? 'Array' : typeof value}]`;

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1e3, m: 6e4, h: 3.6e6, d: 8.64e7 };

export const schema = {
  any: (options?: Options) => type((value) => value, options),
  boolean: (options?: Options) =>
    type((value, key) => {
      if (typeof value === 'boolean') return value;
      return value === 'true' ? true : value === 'false' ? false : fail(key, expected('boolean', value));
    }, options),
  string: (options: Options = {}) =>
    type((value, key) => {
      if (typeof value !== 'string') return fail(key, expected('string', value));
      const short = value.length < (options.minLength ?? 0);
      return short
        ? fail(
            key,
            `value has length [${value.length}] but it must have a minimum length of [${options.minLength}].`,
          )
        : value;
    }, options),
  duration: (options?: Options) =>
    type((value, key) => {
      const [, amount, unit = 'ms'] = /^(\d+)(ms|s|m|h|d)?$/.exec(String(value)) ?? [];
      if (amount === undefined) return fail(key, `Failed to parse [${String(value)}] as time value.`);
      const ms = Number(amount) * (UNITS[unit] ?? 1);
      return { asMilliseconds: () => ms };
    }, options),
  literal: (wanted: unknown) =>
    type((value, key) =>
      value === wanted ? value : fail(key, `expected value to equal [${String(wanted)}]`),
    ),
  maybe: (inner: Type) =>
    type((value, key) => (value === undefined ? undefined : inner.validate(value, undefined, key))),
  oneOf: (types: Type[], options?: Options) =>
    type((value, key) => {
      const said: string[] = [];
      for (const one of types) {
        try {
          return one.validate(value, undefined, key);
        } catch (error) {
          said.push(String(error));
        }
      }
      return fail(key, `types that failed validation: ${said.join(' ')}`);
    }, options),
  arrayOf: (inner: Type, options?: Options) =>
    type((value, key) => {
      if (!Array.isArray(value)) return fail(key, expected('array', value));
      return value.map((one, place) => inner.validate(one, undefined, `${key ?? ''}.${place}`));
    }, options),
  object: (props: Record<string, Type>, options: Options = {}) =>
    type(
      (value, key) => {
        if (typeof value !== 'object' || value === null || Array.isArray(value)) {
          return fail(key, `expected a plain object value, but found [${typeof value}] instead.`);
        }
        const place = (name: string): string => (key ? `${key}.${name}` : name);
        const given = value as Record<string, unknown>;
        const unknown = Object.keys(given).filter((name) => !(name in props));
        if (unknown.length > 0 && (options.unknowns ?? 'forbid') === 'forbid') {
          return fail(place(unknown[0] ?? ''), 'definition for this key is missing');
        }
        const read = Object.fromEntries(
          Object.entries(props).map(([name, inner]) => [
            name,
            inner.validate(given[name], undefined, place(name)),
          ]),
        );
        return options.unknowns === 'allow'
          ? { ...Object.fromEntries(unknown.map((name) => [name, given[name]])), ...read }
          : read;
      },
      { ...options, defaultValue: 'defaultValue' in options ? options.defaultValue : () => ({}) },
    ),
};
