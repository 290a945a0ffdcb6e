import { z } from 'zod';

/** Building blocks that several resources share. */
export const key = z
  .string()
  .regex(/^\d{1,19}$/, '编号应为数字')
  // what a bigint column holds
  .refine((digits) => !/^\d+$/.test(digits) || BigInt(digits) < 2n ** 63n, '没有这个编号');
export const orgCode = z.string().regex(/^\d{8,12}$/, '党组织编码应为 8 位数字');
export const instant = z.iso.datetime({ offset: true });
export const day = z.iso.date();
export const formData = z.record(z.string(), z.json());

/** A page of a list. `total` counts everything the filter matches; `nextCursor` is null on the last page. */
export function page<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), total: z.number().int(), nextCursor: z.string().nullable() });
}

export const pageQuery = z.object({
  cursor: z.string().max(200).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
});
