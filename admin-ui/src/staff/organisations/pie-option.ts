import type { Analysis } from '../../../../engine/http/resources/organisations/schemas.ts';

export type Pie = Analysis['pies'][number];

/** Two families of colours, so that neighbouring pies are not read as one. */
const palettes = [
  ['#2f6db5', '#62a0d8', '#a8cdea', '#d5a648', '#b56a3d', '#8a5a44', '#6b7280'],
  ['#4a8052', '#7ab07f', '#b7d6ba', '#d9d0a8', '#b8a36c', '#8f7f55', '#6b7280'],
];

export const colourOf = (pie: number, slice: number): string => {
  const palette = palettes[pie % palettes.length]!;
  return palette[slice % palette.length]!;
};

/** A still pie; its words stand in the legend beside it, where every number is a link. */
export function pieOption({ title, slices }: Pie, place: number) {
  return {
    animation: false,
    tooltip: { trigger: 'item', formatter: '{b}：{c} 名（{d}%）' },
    series: [
      {
        name: title,
        type: 'pie',
        radius: '96%',
        label: { show: false },
        itemStyle: { borderColor: '#fff', borderWidth: 1 },
        emphasis: { scale: false },
        data: slices.map(({ label, count }, slice) => ({
          name: label,
          value: count,
          itemStyle: { color: colourOf(place, slice) },
        })),
      },
    ],
  };
}
