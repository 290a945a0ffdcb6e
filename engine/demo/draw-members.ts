import { DateTime } from 'luxon';
import { checkDigit } from '../registers/imports/values/id-number.ts';
import type { MemberRecord } from '../registers/imports/members/columns.ts';
import { leaderRank } from '../registers/imports/members/read-texts.ts';
import { cast, type CastMember } from './cast.ts';
import { Chance } from './chance.ts';
import type { DemoOrganisation } from './organisations.ts';

const surnames = [
  ...'王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤单仇解查',
];
const men = [
  '建国',
  '志强',
  '国华',
  '海峰',
  '文杰',
  '永康',
  '德明',
  '立军',
  '宏伟',
  '俊杰',
  '家伟',
  '嘉诚',
  '思远',
  '子轩',
  '金生',
  '长林',
  '卫东',
  '正平',
  '伟',
  '勇',
  '军',
  '涛',
  '鹏',
];
const women = [
  '秀英',
  '桂兰',
  '玉珍',
  '凤霞',
  '丽华',
  '晓燕',
  '雅琴',
  '文静',
  '思雨',
  '欣怡',
  '雪梅',
  '海燕',
  '爱华',
  '月红',
  '敏',
  '芳',
  '丽',
  '静',
  '娟',
  '颖',
];
const educations = ['研究生', '本科', '本科', '本科', '大专', '大专', '中专', '高中', '高中', '初中', '小学'];
const jobs = [
  '退休职工',
  '职员',
  '教师',
  '工程师',
  '个体经营者',
  '社区工作者',
  '公交驾驶员',
  '会计',
  '护士',
  '科员',
];
const places = [
  '江苏淮安',
  '江苏涟水',
  '江苏盱眙',
  '江苏金湖',
  '江苏洪泽',
  '江苏泗阳',
  '安徽天长',
  '山东临沂',
];
const estates = ['水渡新村', '翠竹小区', '都市新村', '幸福里', '运河小区', '清风苑', '石塔里', '御河花园'];
const posts = ['支部书记', '支部副书记', '组织委员', '宣传委员', '纪检委员'];

export type DrawnMember = Omit<MemberRecord, 'org_code'>;

/** Draws the members of branches: invented names, ID numbers of an area code that was never assigned, own phones. */
export class MemberDraw {
  readonly #chance = new Chance(20_261_124);
  readonly #names = new Set(cast.map(({ name }) => name));
  #serial = 0;

  constructor(private readonly today: DateTime) {}

  branch({ name, head, members = 0 }: DemoOrganisation): DrawnMember[] {
    const played = cast.filter((one) => one.branch === name).map((one) => this.#play(one));
    const leaders = posts
      .slice(0, members > 30 ? 5 : 4)
      .filter((post) => !played.some(({ party_post }) => party_post === post));
    const drawn = Array.from({ length: members - played.length }, (_, i) => {
      const post = leaders[i] ?? null;
      return this.#draw(post, post === '支部书记' ? head : null);
    });
    return [...played, ...drawn];
  }

  #play(one: CastMember): DrawnMember {
    const ends = one.probationEndsIn;
    const joined =
      ends === undefined ? one.joinDate! : this.today.plus({ days: ends }).minus({ years: 1 }).toISODate()!;
    return this.#record(one.name, one.sex, one.birthDate, joined, {
      kind: ends === undefined ? '正式' : '预备',
      education: one.education,
      party_post: one.partyPost ?? null,
      leader_rank: leaderRank(one.partyPost ?? null),
      ...(one.jobPost ? { job_post: one.jobPost } : {}),
    });
  }

  #draw(post: string | null, head: string | null): DrawnMember {
    const sex = this.#chance.percent(32) ? '女' : '男';
    const year = this.#chance.between(post ? 1962 : 1936, post ? 1990 : 2001);
    const birthDate = this.#day(year);
    const joined = this.#day(Math.min(year + this.#chance.between(20, 38), this.today.year - 2));
    return this.#record(head ?? this.#name(sex), sex, birthDate, joined, {
      party_post: post,
      leader_rank: leaderRank(post),
      is_hardship: !post && this.#chance.percent(4),
    });
  }

  #record(name: string, sex: string, birth: string, joined: string, more: Partial<DrawnMember>): DrawnMember {
    this.#serial += 1;
    const chance = this.#chance;
    const age = this.today.year - Number(birth.slice(0, 4));
    const education = chance.of(
      age > 70 ? educations.slice(6) : age < 45 ? educations.slice(0, 6) : educations,
    );
    return {
      name,
      sex,
      birth_date: birth,
      join_date: joined,
      join_date_precision: 'day',
      work_date: this.#day(Number(birth.slice(0, 4)) + chance.between(18, 23)),
      kind: '正式',
      education,
      degree: null,
      ethnicity: chance.percent(96) ? '汉族' : '回族',
      native_place: chance.of(places),
      tech_title: null,
      party_post: null,
      leader_rank: null,
      job_post: age >= 60 ? '退休职工' : chance.of(jobs.slice(1)),
      phone: `1990000${String(this.#serial).padStart(4, '0')}`,
      address: `清河区${chance.of(estates)} ${chance.between(1, 36)} 幢 ${chance.between(1, 6)}0${chance.between(1, 4)} 室`,
      dues_quota:
        age >= 60 ? (chance.between(20, 240) / 10).toFixed(1) : (chance.between(300, 1800) / 10).toFixed(1),
      attendance: chance.percent(80) ? '经常参加' : chance.percent(80) ? '偶尔参加' : '从不参加',
      is_hardship: false,
      is_pre1949: joined < '1949-10-01',
      remark: null,
      idNo: this.#idNumber(birth, sex),
      ...more,
    };
  }

  #idNumber(birth: string, sex: string): string {
    const order = (this.#serial * 2 + (sex === '男' ? 1 : 0)) % 1000;
    const first = `329802${birth.replaceAll('-', '')}${String(order).padStart(3, '0')}`;
    return first + checkDigit(first);
  }

  #name(sex: string): string {
    for (;;) {
      const name = this.#chance.of(surnames) + this.#chance.of(sex === '女' ? women : men);
      if (this.#names.has(name)) continue;
      this.#names.add(name);
      return name;
    }
  }

  #day(year: number): string {
    const [month, day] = [this.#chance.between(1, 12), this.#chance.between(1, 28)];
    return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  }
}
