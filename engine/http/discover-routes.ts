import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Route } from './route.ts';

/** Where `/api` and `/v2` have a folder for each of their resources. */
const places = ['resources', 'v2'].map((place) => path.join(import.meta.dirname, place));

/** All routes of all resource folders; adding a folder with a `routes.ts` adds its routes. */
export async function discoverRoutes(folders: string[] = places): Promise<Route[]> {
  const files = folders
    .flatMap((folder) =>
      readdirSync(folder)
        .toSorted()
        .map((name) => path.join(folder, name, 'routes.ts')),
    )
    .filter((file) => existsSync(file));
  const modules = await Promise.all(
    files.map((file) => import(pathToFileURL(file).href) as Promise<{ routes?: Route[] }>),
  );
  const found = modules.flatMap(({ routes }, index) => {
    if (!Array.isArray(routes))
      throw new Error(`Expected ${files[index]} to export routes, but it does not.`);
    return routes;
  });
  found.forEach(checkRoute);
  refuseTwins(found);
  return found.toSorted(fixedFirst);
}

/** @throws when the route does not say who may call it: nothing is open by oversight */
export function checkRoute(route: Route): void {
  const { authorize } = route;
  const declared =
    authorize === 'public' ||
    authorize === 'login' ||
    (typeof authorize === 'object' && Boolean(authorize?.resource) && Boolean(authorize?.action));
  if (!declared) {
    throw new Error(`Expected ${nameOf(route)} to declare authorize, but it does not.`);
  }
}

function refuseTwins(routes: Route[]): void {
  const names = new Set<string>();
  for (const name of routes.map((route) => nameOf(route).replaceAll(/:\w+/g, ':'))) {
    if (names.has(name)) throw new Error(`Expected one route for ${name}, but there are two.`);
    names.add(name);
  }
}

function nameOf({ method, path }: Route): string {
  return `${method.toUpperCase()} ${path}`;
}

/** `/api/members/export` is asked before `/api/members/:id`. */
function fixedFirst(a: Route, b: Route): number {
  const sortable = ({ path }: Route) => path.replaceAll(/:\w+/g, '\uffff');
  return sortable(a) < sortable(b) ? -1 : sortable(a) > sortable(b) ? 1 : 0;
}
