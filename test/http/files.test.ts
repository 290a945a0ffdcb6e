import { beforeAll, describe, expect, it } from 'vitest';
import ExcelJS from 'exceljs';
import sharp from 'sharp';
import { routes } from '../../engine/http/resources/files/routes.ts';
import { attachFiles } from '../../engine/registers/files/attach-files.ts';
import { cleanName } from '../../engine/registers/files/store-file.ts';
import { inTransaction } from '../../engine/store/transaction.ts';
import { plantCase } from '../support/case-row.ts';
import { BRANCH, plantDistrict, type District } from '../support/district.ts';
import { useServer, type Visitor } from '../support/http.ts';

const server = useServer({ routes });
const pdf = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n');
let district: District;
let member: Visitor;

beforeAll(async () => {
  district = await plantDistrict(server.database.db);
  member = await server.loginAsMember(district.member.memberId);
});

describe('A file', () => {
  it('is kept under a random name and given back to who sent it', async () => {
    // when
    const stored = await member.upload('/api/files', '低保证明（复印件）.pdf', pdf);

    // then
    expect(stored.status).toBe(200);
    expect(stored.body).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{32}$/),
      name: '低保证明（复印件）.pdf',
      mime: 'application/pdf',
      size: pdf.length,
    });

    // when
    const response = await member.fetch(`/api/files/${String(stored.body.id)}`);

    // then
    expect(Buffer.from(await response.arrayBuffer())).toEqual(pdf);
    expect(response.headers.get('Content-Disposition')).toContain("filename*=UTF-8''%E4%BD%8E");
    expect(response.headers.get('Content-Security-Policy')).toContain("default-src 'none'");
  });

  it('is judged by its bytes, whatever it is called', async () => {
    // given
    const workbook = new ExcelJS.Workbook();
    workbook.addWorksheet('a');
    const xlsx = Buffer.from(await workbook.xlsx.writeBuffer());

    // then
    for (const content of [Buffer.from('<script>alert(1)</script>'), Buffer.from('MZ\x90\0'), xlsx]) {
      const refused = await member.upload('/api/files', 'proof.pdf', content);
      expect([refused.status, refused.body.code]).toEqual([415, 'unsupported_file']);
    }
    const renamed = await member.upload('/api/files', 'photo.exe', pdf);
    expect(renamed.body.name).toBe('photo.pdf');
  });

  it('over 20 MB is a 413 and not kept', async () => {
    // when
    const large = Buffer.concat([pdf, Buffer.alloc(20 * 1024 * 1024)]);
    const refused = await member.upload('/api/files', 'large.pdf', large);

    // then
    expect(refused.status).toBe(413);
    expect(refused.body.detail).toBe('文件太大，单个文件不能超过 20 MB。');
    expect(await server.database.db('file_object').where('name', 'large.pdf')).toEqual([]);
  });

  it('that is a photograph loses the place it was taken at, and stays upright', async () => {
    // given
    const photo = await sharp({ create: { width: 40, height: 20, channels: 3, background: '#a33' } })
      .jpeg()
      .withExif({
        IFD0: { Copyright: 'somebody' },
        IFD3: { GPSLatitude: '33/1 36/1 0/1', GPSLatitudeRef: 'N' },
      })
      .withMetadata({ orientation: 6 })
      .toBuffer();

    // when
    const stored = await member.upload('/api/files', 'photo.jpg', photo);
    const kept = Buffer.from(
      await (await member.fetch(`/api/files/${String(stored.body.id)}`)).arrayBuffer(),
    );

    // then
    const metadata = await sharp(kept).metadata();
    expect(metadata.exif).toBeUndefined();
    expect([metadata.width, metadata.height]).toEqual([20, 40]);
  });

  it('that only begins like a picture is refused', async () => {
    const broken = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(200, 7)]);
    expect((await member.upload('/api/files', 'photo.jpg', broken)).status).toBe(415);
  });

  it('is not taken from strangers, nor without a file', async () => {
    expect((await server.visitor().upload('/api/files', 'a.pdf', pdf)).status).toBe(401);
    expect((await member.post('/api/files', {})).status).toBe(415);
  });
});

describe('A file of a case', () => {
  it('is open to the units the case is open to, and to nobody else', async () => {
    // given
    const stored = await member.upload('/api/files', '证明.pdf', pdf);
    const id = String(stored.body.id);
    const branch = await server.loginAs('shuiduxincun');
    const other = await server.loginAs('shenyanglu1');
    expect((await branch.get(`/api/files/${id}`)).status).toBe(404);

    // when
    const caseId = await plantCase(server.database.db, { member: district.member, orgCode: BRANCH });
    await inTransaction(server.services.pool, (tx) =>
      attachFiles(tx, { caseId, data: { proofs: [{ id }] }, actorId: district.member.id }),
    );

    // then
    expect((await branch.get(`/api/files/${id}`)).status).toBe(200);
    expect((await (await server.loginAs('shuidukou')).get(`/api/files/${id}`)).status).toBe(200);
    expect((await other.get(`/api/files/${id}`)).status).toBe(404);
    const another = await server.loginAsMember(district.probationary.memberId);
    expect((await another.get(`/api/files/${id}`)).status).toBe(404);
  });

  it('that staff sent is open to the applicant only in forms shown to him', async () => {
    // given
    const branch = await server.loginAs('shuiduxincun');
    const shown = String((await branch.upload('/api/files', '告知书.pdf', pdf)).body.id);
    const internal = String((await branch.upload('/api/files', '内部意见.pdf', pdf)).body.id);
    const caseId = await plantCase(server.database.db, {
      member: district.member,
      orgCode: BRANCH,
      forms: [
        { data: { letter: shown }, visibleToApplicant: true },
        { data: { opinion: internal }, visibleToApplicant: false },
      ],
    });
    await inTransaction(server.services.pool, (tx) =>
      attachFiles(tx, { caseId, data: { shown, internal }, actorId: district.branch.id }),
    );

    // then
    expect((await member.get(`/api/files/${shown}`)).status).toBe(200);
    expect((await member.get(`/api/files/${internal}`)).status).toBe(404);
  });

  it('cannot be taken by naming somebody else’s', async () => {
    // given
    const id = String((await member.upload('/api/files', '我的.pdf', pdf)).body.id);
    const caseId = await plantCase(server.database.db, { member: district.probationary, orgCode: BRANCH });

    // when
    await inTransaction(server.services.pool, (tx) =>
      attachFiles(tx, { caseId, data: { id }, actorId: district.probationary.id }),
    );

    // then
    expect(await server.database.db('file_object').where({ id }).first('case_id')).toEqual({ case_id: null });
  });
});

describe('A name', () => {
  it('keeps its words and loses paths and signs', () => {
    expect(cleanName('C:\\fakepath\\证明 1.PDF', 'pdf')).toBe('证明 1.pdf');
    expect(cleanName('../../etc/passwd', 'pdf')).toBe('passwd.pdf');
    expect(cleanName('\u202Efdp.exe', 'pdf')).toBe('fdp.pdf');
    expect(cleanName('"<>".jpg', 'jpg')).toBe('附件.jpg');
  });
});
