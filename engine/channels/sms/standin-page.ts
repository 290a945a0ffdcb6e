import { DateTime } from 'luxon';
import { escapeHtml } from '../../http/html.ts';

export interface StandinMessage {
  phone: string;
  text: string;
  receivedAt: Date;
}

/** A page that reads like a phone's message box; it looks again by itself every five seconds. */
export function standinPage(messages: StandinMessage[], timeZone: string): string {
  const items = messages.map((message) => messageItem(message, timeZone)).join('\n');
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="5">
<title>本机模拟短信</title>
<style>
  body { font: 16px/1.6 system-ui, 'WenQuanYi Zen Hei', 'Microsoft YaHei', sans-serif; margin: 0; background: #f4f5f7; color: #1f2329; }
  main { max-width: 640px; margin: 0 auto; padding: 24px 16px; }
  h1 { font-size: 20px; margin: 0 0 4px; }
  p.hint { color: #5a6170; margin: 0 0 20px; }
  ol { list-style: none; margin: 0; padding: 0; }
  li { background: #fff; border: 1px solid #dfe2e8; border-radius: 8px; padding: 12px 16px; margin-bottom: 12px; }
  .head { display: flex; justify-content: space-between; color: #5a6170; font-size: 14px; font-variant-numeric: tabular-nums; }
  .text { margin: 4px 0 0; overflow-wrap: anywhere; }
</style>
</head>
<body>
<main>
<h1>本机模拟短信</h1>
<p class="hint">没有设置 SMS_GATEWAY_URL，系统发出的短信都在这里，最新的在最上面。</p>
${items ? `<ol>${items}</ol>` : '<p>还没有短信。</p>'}
</main>
</body>
</html>`;
}

function messageItem({ phone, text, receivedAt }: StandinMessage, timeZone: string): string {
  const at = DateTime.fromJSDate(receivedAt, { zone: timeZone }).toFormat('M月d日 HH:mm:ss');
  return `<li><div class="head"><span>${escapeHtml(phone)}</span><time>${at}</time></div>
<p class="text">${escapeHtml(text)}</p></li>`;
}
