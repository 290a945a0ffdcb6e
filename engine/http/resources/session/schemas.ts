import { z } from 'zod';
import { orgCode } from '../../fields.ts';

export const login = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('account'),
    username: z.string().trim().min(1).max(64),
    password: z.string().min(1).max(200),
  }),
  z.object({
    kind: z.literal('member'),
    name: z.string().trim().min(1).max(50),
    phone: z.string().trim().min(1).max(32),
    /** Exactly one of the two: name and number alone open nothing. */
    code: z
      .string()
      .regex(/^\d{6}$/, '验证码为 6 位数字')
      .optional(),
    password: z.string().max(200).optional(),
  }),
]);

export const codeRequest = z.object({
  name: z.string().trim().min(1).max(50),
  phone: z.string().trim().min(1).max(32),
});

export const passwordChange = z.object({
  current: z.string().max(200).optional(),
  next: z.string().min(8).max(200),
});

export const sessionInfo = z.object({
  actor: z
    .object({
      kind: z.enum(['account', 'member']),
      displayName: z.string(),
      orgCode,
      orgName: z.string(),
      level: z.number().int(),
      roles: z.array(z.string()),
      username: z.string().optional(),
      memberId: z.string().optional(),
      mustChangePassword: z.boolean(),
      /** `resource:action` pairs the actor has at all: what menus and buttons to show. */
      can: z.array(z.string()),
    })
    .nullable(),
  system: z.object({
    title: z.string(),
    /** Today in the office's time zone: pages count days from it, not from the device. */
    today: z.iso.date(),
    now: z.iso.datetime({ offset: true }),
    demo: z.boolean(),
    demoLogins: z.array(
      z.object({
        kind: z.enum(['account', 'member']),
        label: z.string(),
        name: z.string(),
        secret: z.string(),
        phone: z.string().optional(),
      }),
    ),
    smsStandin: z.boolean(),
  }),
});
export type SessionInfo = z.infer<typeof sessionInfo>;
