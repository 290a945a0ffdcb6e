import { z } from 'zod';
import { day, key, orgCode, page, pageQuery } from '../../fields.ts';

export const memberFilter = z.object({
  /** Subtree. */
  org: orgCode.optional(),
  /** Name, full pinyin, initials, card number, member number, last four of the phone. */
  q: z.string().trim().max(40).optional(),
  sex: z.enum(['男', '女']).optional(),
  kind: z.enum(['正式', '预备']).optional(),
  ageFrom: z.coerce.number().int().min(0).max(150).optional(),
  ageTo: z.coerce.number().int().min(0).max(150).optional(),
  /** Comma-separated: `研究生,本科,大专` */
  education: z.string().max(80).optional(),
  hardship: z.enum(['yes', 'no']).optional(),
  pre1949: z.enum(['yes', 'no']).optional(),
  attendance: z.enum(['经常参加', '偶尔参加', '从不参加']).optional(),
  warning: z.enum(['yes']).optional(),
});
export const memberQuery = pageQuery.extend(memberFilter.shape);

export const rosterRow = z.object({
  id: key,
  cardNo: z.string(),
  name: z.string(),
  orgCode,
  orgName: z.string(),
  partyPost: z.string().nullable(),
  isLeader: z.boolean(),
  sex: z.string(),
  birthDate: day,
  age: z.number().int(),
  education: z.string().nullable(),
  joinDate: day,
  kind: z.string(),
  phoneMasked: z.string().nullable(),
  attendance: z.string().nullable(),
  isHardship: z.boolean(),
  isPre1949: z.boolean(),
  photoId: z.string().nullable(),
  /** S5: open red warnings of the member's applications, in words; empty: none. */
  warnings: z.array(z.object({ caseNumber: z.string(), text: z.string() })),
});
export type RosterRow = z.infer<typeof rosterRow>;
export const rosterPage = page(rosterRow).extend({ warned: z.number().int() });
export type RosterPage = z.infer<typeof rosterPage>;

export const memberDetail = z.object({
  row: rosterRow,
  /** All fields of O2 in the order of the sheet; ID number, phone and address masked. */
  fields: z.array(z.object({ key: z.string(), label: z.string(), value: z.string() })),
  cases: z.array(
    z.object({ number: z.string(), title: z.string(), status: z.string(), submittedAt: z.string() }),
  ),
  changes: z.array(
    z.object({
      at: z.string(),
      field: z.string(),
      from: z.string(),
      to: z.string(),
      basis: z.string().nullable(),
    }),
  ),
});
export type MemberDetail = z.infer<typeof memberDetail>;
/** Showing a masked value takes a reason and leaves an audit line (D4). */
export const revealBody = z.object({
  field: z.enum(['idNo', 'phone', 'address']),
  reason: z.string().trim().min(2).max(100),
});
export const revealed = z.object({ value: z.string() });
