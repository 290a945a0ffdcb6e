import { readFileSync } from 'node:fs';
import { z } from 'zod';

/**
 * Settings come from the environment only. Every setting is in this table with its meaning, default and check;
 * `README.md` and `/api/docs` quote it. A bad value stops the start with all faults named at once.
 */
const settings = z.object({
  PORT: z.coerce.number().int().min(0).max(65535).default(8080).describe('HTTP 端口；0 = 任选空闲端口'),
  HOST: z.string().min(1).default('0.0.0.0').describe('监听地址'),
  DATA_DIR: z.string().min(1).default('./data').describe('数据目录：内置数据库、密钥'),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\//, '应以 postgres:// 或 postgresql:// 开头')
    .optional()
    .describe('外部 PostgreSQL；不填则启动内置数据库'),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(20).describe('数据库连接数上限'),
  PUBLIC_URL: z.url().optional().describe('对外网址，短信和二维码中的链接用它'),
  TRUST_PROXY: z
    .enum(['on', 'off'])
    .default('off')
    .describe('前面有反向代理时设为 on：来访地址取自 X-Forwarded-For'),
  SECRET_KEY: z
    .string()
    .regex(/^[0-9a-f]{64}$/, '应为 64 位十六进制数')
    .optional()
    .describe('字段加密主密钥；不填则首次启动时生成在 DATA_DIR/secret.key'),
  SMS_GATEWAY_URL: z.url().optional().describe('短信网关地址；不填则用本机模拟网关（/standin/sms 可看）'),
  SMS_GATEWAY_TOKEN: z.string().optional().describe('短信网关口令'),
  DEMO: z.enum(['auto', 'on', 'off']).default('auto').describe('演示数据：auto = 内置空库时装入'),
  TIME_ZONE: z.string().default('Asia/Shanghai').describe('办公时区'),
  CODE_DIGITS: z
    .string()
    .regex(/^[2-4](-[2-4]){3}$/, '应为四级位数，如 2-2-2-2')
    .default('2-2-2-2')
    .describe('党组织编码每级位数'),
  PINNED_TIME: z.iso.datetime({ offset: true }).optional().describe('把系统时钟钉在此刻（只用于演示和测试）'),
  CLOCK_API: z
    .enum(['on', 'off'])
    .default('off')
    .describe('接口账号可以经 /v2/clock 调整本节点的时钟（只用于测试）'),
  WORKERS: z.enum(['on', 'off']).default('on').describe('本节点是否跑定时、外发等后台任务'),
  FILE_CLOSED_AFTER_DAYS: z.coerce
    .number()
    .int()
    .min(1)
    .max(3650)
    .default(30)
    .describe('办结多少天后，流程的运行明细转入当年的归档分区'),
  KEEP_CLOSED_YEARS: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(10)
    .describe('运行明细归档后保存的年数，自办结次年 1 月 1 日起算；到期整年清理（案卷、审计不在其内）'),
  LOG_LEVEL: z.enum(['silent', 'error', 'info', 'debug']).default('info').describe('日志级别'),
});

export type Settings = z.infer<typeof settings>;

export interface Config extends Readonly<Settings> {
  readonly version: string;
}

/** All faults of the settings at once, one line each. */
export class ConfigError extends Error {
  constructor(readonly faults: string[]) {
    super(`配置有误：\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/**
 * Reads the settings. An empty variable counts as not set.
 * @throws {ConfigError} naming every faulty setting
 */
export function readConfig(env: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = settings.safeParse(given);
  if (!result.success) {
    throw new ConfigError(result.error.issues.map((issue) => `${issue.path.join('.')}：${issue.message}`));
  }
  return Object.freeze({ ...result.data, version: packageVersion() });
}

/** The settings table for documentation: name, meaning, default. */
export function describeSettings(): { name: string; meaning: string; default: string }[] {
  return Object.entries(settings.shape).map(([name, schema]) => {
    const fallback = (schema as { def?: { defaultValue?: unknown } }).def?.defaultValue;
    return {
      name,
      meaning: schema.description ?? '',
      default: fallback === undefined ? '—' : String(fallback),
    };
  });
}

function packageVersion(): string {
  const file = new URL('../package.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
