/**
 * The page every paper is printed on (GB/T 9704-2012): A4, 天头 37 mm, 订口 28 mm, type area 156 × 225 mm, text in
 * 仿宋 of size 3 (16 pt) on 28 pt lines, title in 小标宋 of size 2 (22 pt). Forms full of boxes (class `form`) take narrow margins. Fonts fall back to what the machine has.
 */
const STYLE = `
@page { size: A4; margin: 37mm 26mm 35mm 28mm; }
@page form { margin: 20mm; }
.form { page: form; }
* { box-sizing: border-box; }
body { margin: 0; background: #fff; color: #000;
  font: 16pt/28pt "FangSong_GB2312", "FangSong", "STFangsong", "Noto Serif CJK SC", "WenQuanYi Zen Hei", serif; }
h1 { margin: 0 0 28pt; font: normal 22pt/32pt "FZXiaoBiaoSong-B05S", "STZhongsong", "SimSun", "Noto Serif CJK SC",
  "WenQuanYi Zen Hei", serif; text-align: center; }
h2 { margin: 14pt 0 0; font: normal 16pt/28pt "SimHei", "STHeiti", "WenQuanYi Zen Hei", sans-serif; }
p { margin: 0; text-indent: 2em; text-align: justify; overflow-wrap: anywhere; white-space: pre-line; }
p.to, p.no-indent { text-indent: 0; }
p.number { text-indent: 0; text-align: right; font-size: 12pt; line-height: 20pt; margin-bottom: 8pt; }
p.note { text-indent: 0; font-size: 12pt; line-height: 20pt; margin-top: 10pt; }
.signature { margin: 56pt 4em 0 auto; width: fit-content; text-align: center; break-inside: avoid; }
.signature p { text-indent: 0; text-align: center; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 12pt; line-height: 18pt; }
th, td { border: 0.75pt solid #000; padding: 4pt 5pt; font-weight: normal; text-align: center;
  vertical-align: middle; overflow-wrap: anywhere; }
th { font-family: "SimHei", "STHeiti", "WenQuanYi Zen Hei", sans-serif; }
td.text { text-align: left; white-space: pre-line; }
td.opinion { height: 74pt; padding-bottom: 26pt; position: relative; text-align: left; vertical-align: top;
  white-space: pre-line; }
td.opinion .seal { position: absolute; right: 8pt; bottom: 5pt; }
tr { break-inside: avoid; }
.signers { display: flex; justify-content: space-between; gap: 2em; margin-top: 36pt; break-inside: avoid; }
.signers p { text-indent: 0; flex: 1; border-bottom: 0.75pt solid #000; }
@media screen { html { background: #f0f0f0; } body { margin: 12mm auto; padding: 37mm 26mm 35mm 28mm; max-width: 210mm; min-height: 297mm;
  box-shadow: 0 1px 6px rgb(0 0 0 / 25%); } }
@media screen and (max-width: 700px) { body { margin: 0; padding: 8mm 6mm; min-height: 0; } }
`;

export function layOut(title: string, body: string): string {
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${STYLE}</style>
</head>
<body>
${body.trim()}
</body>
</html>
`;
}
