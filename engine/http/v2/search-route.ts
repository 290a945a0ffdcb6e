import { z } from 'zod';
import { findOne, search } from '../../registers/engine/search.ts';
import type { Searchable } from '../../registers/engine/searchable.ts';
import { defineRoute, type Authorize, type Route } from '../route.ts';
import { key } from './fields.ts';
import { searchBody } from './search-body.ts';

interface Described {
  path: string;
  summary: string;
  authorize: Authorize;
  /** One item of the answer. */
  item: z.ZodType;
}

/** `POST …/search`: a page of what a searchable finds. */
export function searchRoute<Row, Item extends object>(
  searchable: Searchable<Row, Item>,
  { path, summary, authorize, item, alternatives }: Described & { alternatives?: boolean },
): Route {
  return defineRoute({
    method: 'post',
    path,
    summary,
    authorize,
    body: searchBody(searchable, { alternatives }),
    response: pageOf(item),
    handler: ({ actor, body }, services) => search(services, actor, searchable, body),
  });
}

/** `GET …/:key`: one thing of a searchable by its key. */
export function getRoute<Row, Item extends object>(
  searchable: Searchable<Row, Item>,
  { path, summary, authorize, item }: Described,
): Route {
  return defineRoute({
    method: 'get',
    path,
    summary,
    authorize,
    params: keyParams,
    response: item,
    handler: ({ actor, params }, services) => findOne(services, actor, searchable, params.key),
  });
}

export const keyParams = z.object({ key });

export function pageOf(item: z.ZodType) {
  return z.object({
    items: z.array(item),
    page: z.object({
      totalItems: z.int(),
      hasMoreTotalItems: z.boolean(),
      startCursor: z.string().optional(),
      endCursor: z.string().optional(),
    }),
  });
}
