import { escapeHtml } from './html.ts';

/** What a browser's tab shows where something could not be opened: the reason, and the way on. Needs nothing from elsewhere. */
export function problemPage(status: number, detail: string): string {
  const [address, words] = status === 401 ? ['/login', '去登录'] : ['/', '回到首页'];
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>没有打开</title><style>${style}</style></head>
<body><main><h1>没有打开</h1>
<p>${escapeHtml(detail)}</p>
<p class="on"><a href="${address}">${words}</a><span>也可以关掉这个页面，回到刚才的地方。</span></p></main></body></html>`;
}

const style = `
body { font: 17px/1.7 system-ui, 'WenQuanYi Zen Hei', 'Microsoft YaHei', sans-serif; margin: 0; background: #f4f5f7; color: #1f2329; }
main { box-sizing: border-box; max-width: 560px; margin: 12vh auto 0; padding: 28px 24px; background: #fff; border: 1px solid #dfe2e8; border-radius: 8px; }
h1 { font-size: 20px; margin: 0 0 8px; } p { margin: 0; overflow-wrap: anywhere; }
.on { margin-top: 20px; display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: baseline; }
a { color: #1a56a8; display: inline-block; padding: 8px 0; } span { color: #5a6170; font-size: 15px; }
@media (max-width: 600px) { main { margin: 0; min-height: 100vh; border: 0; border-radius: 0; } }`;
