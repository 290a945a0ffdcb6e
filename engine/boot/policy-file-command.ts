import path from 'node:path';
import { httpSmsGateway } from '../channels/sms/http-gateway.ts';
import { usePolicyFile } from '../commands/use-policy-file.ts';
import { createPolicy } from '../policy/create-policy.ts';
import { systemActor } from '../policy/system-actor.ts';
import { policyNames } from '../policy/tables.ts';
import type { AdminCommand } from '../registers/accounts/admin-commands.ts';
import { createVault, readSecret } from '../store/vault.ts';

const folder = path.resolve(import.meta.dirname, '../../policies');

/** `npm run admin -- use-policy-file`: the way back from the browser to the file; running engines hear of it. */
export const policyFileCommand: AdminCommand = {
  name: 'use-policy-file',
  usage: 'use-policy-file --table TABLE',
  meaning: `改回用 policies 目录里的文件，浏览器里对这张表的修改作废；TABLE 是 ${policyNames.join('、')} 之一`,
  options: ['table'],
  async run(tools, { table }) {
    const name = policyNames.find((known) => known === table);
    if (!name) throw new Error(`请用 --table 写明哪张表：${policyNames.join('、')}。`);
    const { config, db, clock } = tools;
    const { TIME_ZONE: timeZone, CODE_DIGITS: codeDigits } = config;
    const policy = await createPolicy({ db, clock, folder, timeZone, codeDigits });
    const vault = createVault(await readSecret(config));
    // messages go through the outbox of a running engine
    const sms = httpSmsGateway(() => ({
      url: config.SMS_GATEWAY_URL ?? '',
      token: config.SMS_GATEWAY_TOKEN,
    }));
    const { moved, recounted } = await usePolicyFile({ ...tools, policy, vault, sms }, systemActor, name);
    const followed = moved.length + recounted.length;
    return `已改回用 policies/${name}.csv。${followed > 0 ? `随之改派或重算期限的在办任务：${followed} 件。` : '在办任务不受影响。'}`;
  },
};
