const kinds: Record<string, string> = {
  message: '消息',
  timer: '定时',
  conditional: '条件',
  signal: '信号',
  error: '错误',
  escalation: '升级',
  compensation: '补偿',
  compensate: '补偿',
  link: '链接',
  cancel: '取消',
  terminate: '终止',
};
const places: Record<string, string> = {
  start: '开始事件',
  'intermediate catch': '中间捕获事件',
  'intermediate throw': '中间抛出事件',
  boundary: '边界事件',
  end: '结束事件',
};

/** Events are named by what they wait for and where they stand; panel and menus write that each in its own way. */
export function sayEvent(text: string): string | undefined {
  const match =
    /^(\w+) (start|intermediate catch|intermediate throw|boundary|end) event( \(non[- ]interrupting\))?$/i.exec(
      text,
    );
  const kind = kinds[match?.[1]?.toLowerCase() ?? ''];
  if (!match || !kind) return undefined;
  return `${kind}${places[match[2]!.toLowerCase()]}${match[3] ? '（不中断）' : ''}`;
}
