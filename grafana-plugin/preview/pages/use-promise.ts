import { useEffect, useState } from 'react';

/** What a promise gave; undefined until then. What it rejects with is thrown to the nearest error boundary. */
export function usePromise<T>(make: () => Promise<T>): T | undefined {
  const [value, setValue] = useState<{ value: T } | { error: unknown }>();
  useEffect(() => {
    make().then(
      (made) => setValue({ value: made }),
      (error: unknown) => setValue({ error }),
    );
  }, [make]);
  if (value && 'error' in value) throw value.error;
  return value?.value;
}
