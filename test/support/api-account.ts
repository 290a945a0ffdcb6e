import type { Knex } from 'knex';
import { hashPassword } from '../../engine/registers/passwords/hash-password.ts';

export interface ApiAccount {
  username: string;
  password: string;
}

/** A program's account of the district, with the organisation it sits with. */
export async function plantApiAccount(
  db: Knex,
  { username = 'robot', roles = ['api'], orgCode = '01000000' } = {},
): Promise<ApiAccount> {
  const password = `Robot-${username}-1`;
  await db('organisation')
    .insert({ code: orgCode, name: '清河区委', type: '区委', level: 1, can_approve_member: true })
    .onConflict('code')
    .ignore();
  await db('account').insert({
    username,
    org_code: orgCode,
    display_name: '接口程序',
    roles,
    password_hash: await hashPassword(password),
  });
  return { username, password };
}
