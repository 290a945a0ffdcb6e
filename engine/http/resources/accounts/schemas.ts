import { z } from 'zod';
import { instant, key, orgCode, page, pageQuery } from '../../fields.ts';

export const accountItem = z.object({
  id: key,
  username: z.string(),
  displayName: z.string(),
  orgCode,
  orgName: z.string(),
  roles: z.array(z.string()),
  active: z.boolean(),
  locked: z.boolean(),
  hasPassword: z.boolean(),
  lastLoginAt: instant.nullable(),
});
export type AccountItem = z.infer<typeof accountItem>;
export const accountPage = page(accountItem);
export const accountQuery = pageQuery.extend({
  q: z.string().trim().max(40).optional(),
  org: orgCode.optional(),
});
export const newAccount = z.object({
  username: z.string().regex(/^[a-z][a-z0-9_.-]{1,31}$/, '用户名用小写字母开头，2–32 位字母、数字'),
  orgCode,
  displayName: z.string().trim().min(1).max(40),
  roles: z.array(z.string()).min(1),
});
export const accountPatch = z.object({
  displayName: z.string().trim().min(1).max(40).optional(),
  roles: z.array(z.string()).min(1).optional(),
  active: z.boolean().optional(),
  unlock: z.literal(true).optional(),
});
/** Shown once to the superior who granted it; must be changed at first login. */
export const initialPassword = z.object({ id: key, username: z.string(), initialPassword: z.string() });
