import { z } from 'zod';
import { day, orgCode } from '../../fields.ts';

export const treeNode = z.object({
  code: orgCode,
  name: z.string(),
  type: z.string(),
  level: z.number().int(),
  hasChildren: z.boolean(),
  members: z.number().int(),
  /** Open red warnings in the subtree. */
  warnings: z.number().int(),
});
export type TreeNode = z.infer<typeof treeNode>;
/** Without `parent`: the topmost organisation the actor may see. */
export const treeQuery = z.object({
  parent: orgCode.optional(),
  q: z.string().trim().max(40).optional(),
  /** A flat list of everything below, as the analysis counts it. */
  kind: z.enum(['all', 'committee', 'general', 'branch']).optional(),
});
export const treeNodes = z.object({ items: z.array(treeNode) });

const slice = z.object({
  label: z.string(),
  count: z.number().int(),
  filter: z.record(z.string(), z.string()),
});

/** S2: the text analysis and the pies of a subtree. Every number carries the filter that opens its list. */
export const analysis = z.object({
  code: orgCode,
  name: z.string(),
  asOf: z.iso.datetime({ offset: true }),
  organisations: z.object({
    total: z.number().int(),
    committees: z.number().int(),
    generalBranches: z.number().int(),
    branches: z.number().int(),
  }),
  members: z.number().int(),
  /** 预备 · 女 · 35 岁及以下 · 大专以上 · 建国前入党 · 困难, in this order; percent with one decimal. */
  shares: z.array(
    z.object({
      key: z.string(),
      label: z.string(),
      count: z.number().int(),
      percent: z.string(),
      filter: z.record(z.string(), z.string()),
    }),
  ),
  pies: z.array(z.object({ title: z.string(), slices: z.array(slice) })),
  warnings: z.number().int(),
});
export type Analysis = z.infer<typeof analysis>;

/** S3 党组织基本情况信息表 */
export const organisation = z.object({
  code: orgCode,
  name: z.string(),
  path: z.string(),
  type: z.string(),
  level: z.number().int(),
  parentCode: orgCode.nullable(),
  head: z.string().nullable(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
  foundedOn: day.nullable(),
  unit: z.string().nullable(),
  qqGroup: z.string().nullable(),
  canApproveMember: z.boolean(),
  reviewStartsOn: day.nullable(),
  reviewEndsOn: day.nullable(),
  premises: z.string().nullable(),
  leaders: z.array(z.object({ name: z.string(), post: z.string() })),
  revision: z.number().int(),
  editable: z.boolean(),
});
export type Organisation = z.infer<typeof organisation>;

export const organisationBody = z.object({
  name: z.string().trim().min(2).max(60),
  head: z.string().trim().max(50).nullable(),
  phone: z.string().trim().max(32).nullable(),
  address: z.string().trim().max(80).nullable(),
  foundedOn: day.nullable(),
  unit: z.string().trim().max(80).nullable(),
  qqGroup: z
    .string()
    .regex(/^\d{5,12}$/, 'QQ 群号为 5–12 位数字')
    .nullable(),
  reviewStartsOn: day.nullable(),
  reviewEndsOn: day.nullable(),
  premises: z.string().trim().max(2000).nullable(),
  revision: z.number().int(),
});
export const newOrganisation = z.object({
  parentCode: orgCode,
  name: z.string().trim().min(2).max(60),
  type: z.string(),
});

/** Units a person may choose from (transfer, assign). */
export const unitQuery = z.object({
  q: z.string().trim().max(40).optional(),
  within: orgCode.optional(),
  level: z.coerce.number().int().min(1).max(4).optional(),
});
export const units = z.object({
  items: z.array(z.object({ code: orgCode, name: z.string(), path: z.string() })),
});
