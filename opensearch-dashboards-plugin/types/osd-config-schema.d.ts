// `@osd/config-schema`, as far as the server half uses it. Not on npm; the host's own copy is used at run time.
declare module '@osd/config-schema' {
  export interface Type<V> {
    validate(value: unknown, context?: Record<string, unknown>, namespace?: string): V;
  }
  export type TypeOf<T> = T extends Type<infer V> ? V : never;
  interface TypeOptions<V> {
    defaultValue?: V | (() => V);
    validate?: (value: V) => string | undefined;
  }
  interface Duration {
    asMilliseconds(): number;
  }
  type Props = Record<string, Type<unknown>>;
  type Values<P extends Props> = { [K in keyof P]: TypeOf<P[K]> };
  export const schema: {
    any(options?: TypeOptions<unknown>): Type<unknown>;
    boolean(options?: TypeOptions<boolean>): Type<boolean>;
    string(options?: TypeOptions<string> & { minLength?: number; maxLength?: number }): Type<string>;
    number(options?: TypeOptions<number> & { min?: number; max?: number }): Type<number>;
    duration(options?: TypeOptions<string | number>): Type<Duration>;
    uri(options?: TypeOptions<string> & { scheme?: string[] }): Type<string>;
    literal<const V extends string>(value: V): Type<V>;
    maybe<V>(type: Type<V>): Type<V | undefined>;
    oneOf<A, B>(types: [Type<A>, Type<B>], options?: TypeOptions<A | B>): Type<A | B>;
    oneOf<A, B, C>(types: [Type<A>, Type<B>, Type<C>], options?: TypeOptions<A | B | C>): Type<A | B | C>;
    arrayOf<V>(type: Type<V>, options?: TypeOptions<V[]> & { minSize?: number; maxSize?: number }): Type<V[]>;
    object<P extends Props>(
      props: P,
      options?: TypeOptions<Values<P>> & { unknowns?: 'allow' | 'ignore' | 'forbid' },
    ): Type<Values<P>>;
  };
}
