import type { JsonObject } from '../../core/keys.ts';
import { claim, comment, giveBack, submit, urge, withdraw, work, type Move, type Story } from '../story.ts';
import * as aid from './hardship-forms.ts';

const story = (member: string, ...moves: Move[]): Story => ({ processId: 'hardship_aid', member, moves });

/** The money goes to an account of the applicant's own. */
const file = (on: number, application: JsonObject, through?: string): Move =>
  submit(on, ({ member }) => ({ ...application, bankAccountName: member }), through);

/** From the application to the end of the public notice; the first working day of each part. */
function published(from: number, application: JsonObject, suggested: string): Move[] {
  return [
    file(from, application),
    work(from + 1, 't_accept', aid.accept),
    work(from + 4, 't_verify', aid.verify),
    work(from + 6, 't_review', aid.review(suggested)),
    // five working days of notice lie between
    work(from + 12, 't_public', aid.published),
  ];
}

/** Granted by the committee and handed to the community: fourteen working days after the application. */
function granted(from: number, application: JsonObject, amount: string): Move[] {
  return [
    ...published(from, application, amount),
    work(from + 13, 't_general', aid.general),
    work(from + 14, 't_pc', aid.grant(amount, application)),
    work(from + 15, 't_dispatch', aid.dispatch),
  ];
}

function carriedOut(from: number, amount: string): Move[] {
  return [
    work(from, 't_fund', aid.pay(amount)),
    work(from + 3, 't_service', aid.served),
    work(from + 5, 't_report', aid.report),
    work(from + 8, 't_visit', aid.visit),
  ];
}

export const hardshipStories: Story[] = [
  // closed: granted, paid, rated
  story(
    '赵德福',
    ...granted(-46, aid.illness('2000.00', '21400.00'), '1500.00'),
    ...carriedOut(-28, '1500.00'),
    work(-18, 't_rate', {
      rating: 'good',
      ratingWords: '感谢组织关心，社区的同志跑前跑后，药费的事也有了着落。',
    }),
  ),
  // waits for the applicant's word
  story('陈桂英', ...granted(-36, aid.old('1200.00'), '1200.00'), ...carriedOut(-18, '1200.00')),
  // overdue at the branch, risen to the general branch; the applicant has urged
  story(
    '王秀兰',
    file(-10, aid.widow),
    work(-8, 't_accept', aid.accept),
    claim(-7, 't_verify'),
    comment(-5, 't_verify', '已与本人电话约时间，老人这周在医院透析，改到下周入户。'),
    urge(-1),
  ),
  // due today at the committee
  story(
    '刘长山',
    ...published(-18, aid.illness('1800.00', '16800.00'), '1800.00'),
    work(-5, 't_general', aid.general),
  ),
  // overdue at the general branch, risen to committee and district
  story('吴凤英', ...published(-22, aid.disabled('1500.00'), '1500.00')),
  // above the committee's limit: at the district
  story(
    '姚立新',
    ...published(-20, aid.illness('5000.00', '68200.50'), '4000.00'),
    work(-7, 't_general', aid.general),
    work(-6, 't_pc', aid.grant('4000.00', aid.illness('5000.00', '68200.50'))),
  ),
  // overdue at the district: to be handed to a community
  story('许安平', ...granted(-20, aid.jobless('1000.00'), '1000.00').slice(0, -1)),
  // money and service at the same time
  story('石美玲', ...granted(-19, aid.old('800.00'), '800.00')),
  // report of the community soon due
  story(
    '高建华',
    ...granted(-34, aid.illness('2000.00', '25600.00'), '2000.00'),
    work(-17, 't_fund', aid.pay('2000.00')),
    work(-9, 't_service', aid.served),
  ),
  // in public notice: nobody has anything to do
  story(
    '唐淑珍',
    file(-9, aid.old('1000.00')),
    work(-8, 't_accept', aid.accept),
    work(-5, 't_verify', aid.verify),
    work(-3, 't_review', aid.review('1000.00')),
  ),
  // the applicant is to complete the papers
  story(
    '任保国',
    file(-6, aid.jobless('1500.00')),
    giveBack(-4, 't_accept', '请补充失业登记证明和近三个月家庭收入的说明。'),
  ),
  // the branch did not agree
  story(
    '侯立功',
    file(-30, aid.jobless('3000.00')),
    // accepted late: the warning went when it was done
    work(-25, 't_accept', aid.accept),
    work(-22, 't_verify', aid.verifiedOtherwise),
    work(-20, 't_review', aid.disapproved),
  ),
  // taken back
  story(
    '潘丽娟',
    file(-12, aid.illness('1500.00', '9800.00')),
    work(-11, 't_accept', aid.accept),
    withdraw(-9, '医保二次报销已经到账，家里能够应付，名额留给更需要的同志。'),
  ),
  // urgent: the committee decides today
  story('顾雪梅', file(-2, aid.fire), work(-1, 't_accept', aid.accept)),
  // filed for an old member by his branch, long overdue there
  story('孔令军', file(-21, aid.disabled('1000.00'), 'shitali'), work(-19, 't_accept', aid.accept)),
  // in good time at the branch: to be discussed, the notice to be registered, a visit to be paid
  story(
    '郑爱华',
    file(-7, aid.old('1000.00')),
    work(-6, 't_accept', aid.accept),
    claim(-5, 't_verify'),
    work(-3, 't_verify', aid.verify),
  ),
  story('罗永康', ...published(-13, aid.illness('1500.00', '13860.00'), '1500.00').slice(0, -1)),
  story(
    '彭月红',
    ...granted(-32, aid.jobless('1000.00'), '1000.00'),
    ...carriedOut(-14, '1000.00').slice(0, -1),
  ),
  // just come in, and one that nobody has looked at in time
  story('曹建国', file(-1, aid.jobless('1200.00'))),
  story('杜守义', file(-6, aid.veteran, 'shenyanglu-lt')),
  story('丁秋生', file(-2, aid.illness('1600.00', '12450.00'))),
];
