/** An organisation of the demo district, with those below it. Everything here is invented. */
export interface DemoOrganisation {
  name: string;
  type: string;
  head: string;
  phone: string;
  address: string;
  unit: string;
  foundedOn: string;
  below?: DemoOrganisation[];
  /** How many members a branch has. */
  members?: number;
}

type Rest = Partial<Pick<DemoOrganisation, 'members' | 'below'>>;
let serial = 0;

function organisation(
  [name, type, head, address, unit]: [string, string, string, string, string],
  rest: Rest = {},
): DemoOrganisation {
  serial += 1;
  const phone = `0517-8000${String(2000 + serial)}`;
  const foundedOn = `${1956 + ((serial * 7) % 50)}-0${1 + (serial % 9)}-${10 + (serial % 18)}`;
  return { name, type, head, phone, address, unit, foundedOn, ...rest };
}

const branch = (name: string, head: string, address: string, members: number) =>
  organisation([name, '党支部', head, address, name.replace(/(网格)?支部$/, '')], { members });

/** Branches stand in the order in which their members get card numbers, see `castOrder`. */
export const demoDistrict = organisation(
  ['清河区委', '区委', '唐明平', '清河区文津路 82 号', '中共清河区委'],
  {
    below: [
      organisation(['水渡口街道党工委', '党工委', '梁志平', '清河区长堤路 325 号', '水渡口街道办事处'], {
        below: [
          organisation(
            ['沈阳路社区党委', '社区党委', '徐爱成', '清河区沈阳路 18 号', '沈阳路社区居民委员会'],
            {
              below: [
                branch('水渡新村网格支部', '孙玉梅', '水渡新村党群服务站', 42),
                branch('翠竹小区网格支部', '何建平', '翠竹小区 2 幢 101 室', 34),
                branch('都市新村网格支部', '邓志华', '都市新村物业用房二楼', 34),
                branch('沈阳路社区离退休支部', '范国栋', '清河区沈阳路 18 号', 32),
              ],
            },
          ),
          organisation(['站前社区党委', '社区党委', '方国明', '清河区站前路 6 号', '站前社区居民委员会'], {
            below: [
              branch('幸福里网格支部', '郭晓东', '幸福里小区党群驿站', 34),
              branch('运河小区网格支部', '蒋丽华', '运河小区 9 幢架空层', 34),
            ],
          }),
          organisation(
            ['水渡口街道机关党总支', '党总支', '马雨莹', '清河区长堤路 325 号', '水渡口街道办事处'],
            {
              below: [
                branch('水渡口街道机关第一支部', '许刚', '清河区长堤路 325 号', 30),
                branch('水渡口街道机关离退休支部', '阎怀礼', '清河区长堤路 325 号', 32),
              ],
            },
          ),
        ],
      }),
      organisation(['石塔街道党工委', '党工委', '吕成勇', '清河区石塔路 110 号', '石塔街道办事处'], {
        below: [
          organisation(
            ['清风苑社区党委', '社区党委', '汪秀芳', '清河区清晏路 41 号', '清风苑社区居民委员会'],
            {
              below: [
                branch('清风苑网格支部', '冯思远', '清风苑 5 幢底商', 30),
                branch('石塔里网格支部', '龚卫民', '石塔里党群服务站', 28),
              ],
            },
          ),
        ],
      }),
      organisation(['教育局党委', '党委', '韩文博', '清河区书院街 27 号', '清河区教育局'], {
        below: [
          organisation(['实验学校党总支', '党总支', '罗静怡', '清河区书院街 88 号', '清河区实验学校'], {
            below: [
              branch('实验学校小学支部', '彭晓燕', '实验学校行政楼 203', 28),
              branch('实验学校初中支部', '萧志远', '实验学校行政楼 305', 26),
            ],
          }),
        ],
      }),
      organisation(['卫生局党委', '党委', '范成伟', '清河区大同路 106 号', '清河区卫生局'], {
        below: [
          organisation(['区医院党总支', '党总支', '崔晓敏', '清河区大同路 200 号', '清河区医院'], {
            below: [
              branch('区医院内科支部', '钟文杰', '区医院门诊楼五楼', 26),
              branch('区医院外科支部', '陆海峰', '区医院住院部三楼', 24),
            ],
          }),
        ],
      }),
    ],
  },
);

/** All organisations, superiors first, with the name of their superior. */
export function flatten(
  one: DemoOrganisation = demoDistrict,
  parent: string | null = null,
): { organisation: DemoOrganisation; parent: string | null }[] {
  const below = (one.below ?? []).flatMap((child) => flatten(child, one.name));
  return [{ organisation: one, parent }, ...below];
}
