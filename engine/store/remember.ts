import type { Key } from '../core/keys.ts';

/** Versions kept in memory; the one used longest ago goes first. */
const MOST = 500;

/** Deployed versions never change, so every node reads each once. A load that fails is not remembered. */
export function remember<T>(cache: Map<Key, Promise<T>>, key: Key, load: () => Promise<T>): Promise<T> {
  const known = cache.get(key);
  if (known) {
    cache.delete(key);
    cache.set(key, known);
    return known;
  }
  const loading = load();
  cache.set(key, loading);
  loading.catch(() => cache.delete(key));
  if (cache.size > MOST) cache.delete(cache.keys().next().value!);
  return loading;
}
