/** Files in the encodings of the world: with and without a mark, short and long, mixed and broken. */
import type { Encoding } from '#contract/dataset.ts'
import { encodeText } from './encode-text.ts'
import type { HostileFile } from './hostile-file.ts'

/** Tables in the languages whose files come in more than one encoding. */
const tables: Record<string, { encodings: Encoding[]; header: string[]; rows: string[][] }> = {
  'simplified Chinese': { encodings: ['gb18030', 'utf-16le', 'utf-16be', 'utf-8'], header: ['姓名', '城市', '备注'], rows: [['张三', '北京', '喜欢下雨天'], ['李四', '上海', '没有意见'], ['王小明', '广州', '希望价格再低一些']] },
  'one Chinese word': { encodings: ['gb18030'], header: ['name', 'city', 'n'], rows: [['A', '北京', '1'], ['B', '上海', '2']] },
  'traditional Chinese': { encodings: ['big5', 'utf-16le'], header: ['姓名', '城市', '備註'], rows: [['陳大文', '臺北', '這個程式很好用'], ['林小姐', '高雄', '歡迎光臨我們的網站'], ['黃先生', '臺中', '沒有意見']] },
  Japanese: { encodings: ['shift_jis', 'euc-jp', 'utf-16le'], header: ['名前', '都市', 'メモ'], rows: [['山田太郎', '東京', 'これはテストです'], ['鈴木花子', '大阪', 'ありがとうございます']] },
  Korean: { encodings: ['euc-kr', 'utf-16be'], header: ['이름', '도시', '메모'], rows: [['김철수', '서울', '안녕하세요 반갑습니다'], ['이영희', '부산', '감사합니다']] },
  French: { encodings: ['windows-1252', 'utf-16le'], header: ['prénom', 'ville', 'mot'], rows: [['François', 'Orléans', 'été'], ['Zoé', 'Besançon', 'garçon'], ['Éric', 'Nîmes', 'hôtel']] },
  German: { encodings: ['windows-1252'], header: ['Straße', 'Größe', 'Ort'], rows: [['Mühlweg', 'groß', 'Köln'], ['Bäckerei', 'klein', 'Düsseldorf']] },
  Spanish: { encodings: ['windows-1252'], header: ['año', 'señor', 'niño'], rows: [['José', 'Muñoz', 'sí'], ['Ángel', 'Peña', 'también']] },
  Polish: { encodings: ['windows-1250'], header: ['imię', 'miasto', 'uwagi'], rows: [['Łukasz', 'Kraków', 'żółta łódź'], ['Małgorzata', 'Gdańsk', 'święta'], ['Paweł', 'Łódź', 'część']] },
  Czech: { encodings: ['windows-1250'], header: ['jméno', 'město', 'poznámka'], rows: [['Jiří', 'Plzeň', 'přítel'], ['Tomáš', 'Třebíč', 'děkuji'], ['Zdeněk', 'Brno', 'žádná']] },
  Russian: { encodings: ['windows-1251', 'koi8-r', 'utf-16le'], header: ['имя', 'город', 'заметка'], rows: [['Иван', 'Москва', 'очень хорошо'], ['Ольга', 'Новосибирск', 'спасибо большое']] },
  Greek: { encodings: ['windows-1253'], header: ['όνομα', 'πόλη', 'σχόλιο'], rows: [['Γιώργος', 'Αθήνα', 'ευχαριστώ πολύ'], ['Μαρία', 'Θεσσαλονίκη', 'καλημέρα']] },
  Turkish: { encodings: ['windows-1254'], header: ['isim', 'şehir', 'açıklama'], rows: [['Ayşe', 'İstanbul', 'teşekkür ederim'], ['Çağrı', 'Eskişehir', 'günaydın'], ['Işık', 'Muğla', 'değil']] },
  Hebrew: { encodings: ['windows-1255'], header: ['שם', 'עיר', 'הערה'], rows: [['דוד', 'ירושלים', 'תודה רבה'], ['רחל', 'תל אביב', 'בוקר טוב']] },
  Arabic: { encodings: ['windows-1256'], header: ['الاسم', 'المدينة', 'ملاحظة'], rows: [['محمد', 'القاهرة', 'شكرا جزيلا'], ['فاطمة', 'بيروت', 'صباح الخير']] },
}

const wide = (encoding: Encoding): boolean => encoding.startsWith('utf-16')
const written = ({ header, rows }: { header: string[]; rows: string[][] }): string => `${[header, ...rows].map((row) => row.join(',')).join('\r\n')}\r\n`
const join = (...parts: (Uint8Array | string)[]): Uint8Array => Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'utf8') : part)))
const chinese = '姓名,值\n张三,1\n李四,2\n'
const good = '张三,1\n'.repeat(20)

export const hostileEncodings: HostileFile[] = [
  ...Object.entries(tables).flatMap(([language, table]) =>
    table.encodings.flatMap((encoding): HostileFile[] => {
      const bytes = encodeText(encoding, written(table))
      const expected = { columns: table.header, cells: table.rows, rows: table.rows.length, reading: { encoding, byteOrderMark: false } }
      // Without a mark and with little text the encoding is a guess; the person's choice is none.
      const second =
        wide(encoding) || encoding === 'utf-8'
          ? { ...expected, name: `${language} in ${encoding} with a mark`, bytes: encodeText(encoding, `\ufeff${written(table)}`), reading: { encoding, byteOrderMark: true }, findings: [] }
          : { ...expected, name: `${language} in ${encoding} by choice`, bytes, choices: { encoding }, findings: [] }
      return [{ ...expected, name: `${language} in ${encoding}`, bytes }, second]
    }),
  ),
  { name: 'the choice wins over the mark', bytes: join(Buffer.from([0xef, 0xbb, 0xbf]), 'a,b\n1,x\n'), choices: { encoding: 'windows-1252' }, columns: ['ï»¿a', 'b'], reading: { encoding: 'windows-1252', byteOrderMark: false } },
  { name: 'a wrong choice is shown as it is', bytes: encodeText('gb18030', chinese), choices: { encoding: 'windows-1252' }, rows: 2, reading: { encoding: 'windows-1252', decidedByPerson: ['encoding'] } },
  { name: 'GB18030 with a character of four bytes', bytes: encodeText('gb18030', '姓名,字\n张三,\u{20000}\n李四,\u{2a6d6}\n'), cells: [['张三', '\u{20000}'], ['李四', '\u{2a6d6}']], reading: { encoding: 'gb18030' } },
  { name: 'GBK with second bytes that are delimiters in ASCII', bytes: encodeText('gb18030', '姓名,值\n镕,1\n丄,2\n璡|,3\n瓅\\,4\n'), columns: ['姓名', '值'], choices: { encoding: 'gb18030', delimiter: ',' }, cells: [['镕', '1'], ['丄', '2'], ['璡|', '3'], ['瓅\\', '4']] },
  { name: 'Big5 with backslashes for second bytes', bytes: encodeText('big5', '姓名,值\n許功蓋,1\n餐,2\n'), choices: { encoding: 'big5' }, cells: [['許功蓋', '1'], ['餐', '2']] },
  { name: 'Shift_JIS with backslashes for second bytes', bytes: encodeText('shift_jis', '名前,値\nソ能表,1\nテスト,2\n'), choices: { encoding: 'shift_jis' }, cells: [['ソ能表', '1'], ['テスト', '2']] },
  { name: 'half-width kana', bytes: encodeText('shift_jis', '名前,値\nﾃｽﾄ,1\nかな,2\n'), choices: { encoding: 'shift_jis' }, cells: [['ﾃｽﾄ', '1'], ['かな', '2']] },
  { name: 'a mark again in mid-file is data', bytes: '\ufeffa,b\n1,\ufeffx\n2,y\n', cells: [['1', '\ufeffx'], ['2', 'y']], reading: { byteOrderMark: true } },
  { name: 'one bad byte among UTF-8', bytes: join(`name,x\n${good}`, Buffer.from([0x61, 0xff, 0x2c, 0x31, 0x0a]), good), reading: { encoding: 'utf-8' }, rows: 41, findings: ['replacedBytes@22'] },
  { name: 'a character cut in the middle', bytes: join(`name,x\n${good}`, Buffer.from([0xe5, 0xbc, 0x2c, 0x31, 0x0a]), good), rows: 41, findings: ['replacedBytes@22'] },
  { name: 'every tenth line of GBK among UTF-8', bytes: join('名称,x\n', ...Array.from({ length: 10 }, () => join('张三,1\n'.repeat(9), encodeText('gb18030', '北京,2\n')))), columns: ['名称', 'x'], rows: 100, reading: { encoding: 'utf-8' }, findings: ['replacedBytes@11'] },
  { name: 'NUL bytes in every line', bytes: `a,b\n${'1,\0\0x\n'.repeat(100)}`, rows: 100, findings: ['nulCharacters@2'] },
  { name: 'surrogates in UTF-8', bytes: join(`name,x\n${good}`, Buffer.from([0xed, 0xa0, 0x80, 0x2c, 0x31, 0x0a]), good), rows: 41, findings: ['replacedBytes@22'] },
  { name: 'overlong bytes', bytes: join(`name,x\n${good}`, Buffer.from([0xc0, 0xaf, 0x2c, 0x31, 0x0a]), good), rows: 41, findings: ['replacedBytes@22'] },
  { name: 'a line of GBK among UTF-8', bytes: join(`name,x\n${good}`, encodeText('gb18030', '李四,2\n'), good), rows: 41, reading: { encoding: 'utf-8' }, findings: ['replacedBytes@22'] },
  { name: 'GBK far behind a beginning of ASCII', bytes: join(`a,b\n${'1,x\n'.repeat(100_000)}`, encodeText('gb18030', '2,张三\n3,李四\n')), rows: 100_002, reading: { encoding: 'gb18030' } },
  { name: 'UTF-8 far behind a beginning of ASCII', bytes: join(`a,b\n${'1,x\n'.repeat(100_000)}`, '2,张三\n'), rows: 100_001, reading: { encoding: 'utf-8' } },
  { name: 'Chinese in UTF-16 without ASCII but line ends', bytes: encodeText('utf-16le', '姓名\n张三\n李四\n王五\n'), columns: ['姓名'], rows: 3, reading: { encoding: 'utf-16le' } },
  { name: 'an odd byte at the end of UTF-16', bytes: join(encodeText('utf-16le', '\ufeffa,b\n1,x\n2,y\n'), Buffer.from([0x41])), rows: 3 },
  { name: 'windows-1252 quotes and dashes', bytes: encodeText('windows-1252', 'text,n\n“quoted” – well…,1\n‘single’ €,2\n'), cells: [['“quoted” – well…', '1'], ['‘single’ €', '2']], reading: { encoding: 'windows-1252' } },
  { name: 'emoji in UTF-8', bytes: 'name,n\n👩‍👩‍👧,1\n🇨🇳,2\n', cells: [['👩‍👩‍👧', '1'], ['🇨🇳', '2']], reading: { encoding: 'utf-8' } },
  { name: 'a workbook read as text', bytes: 'PK\u0003\u0004rest of a zip', refused: { code: 'file.binary' } },
  { name: 'an old workbook read as text', bytes: Buffer.from('d0cf11e0a1b11ae1', 'hex'), refused: { code: 'file.binary' } },
  ...['89504e470d0a1a0a', 'ffd8ffe0', '25504446 2d'.replace(' ', ''), '1f8b0800', '50415231', '894844460d0a', '7f454c46'].map((magic) => ({ name: `a file that begins with ${magic}`, bytes: Buffer.from(magic, 'hex'), refused: { code: 'file.binary' } })),
  { name: 'control bytes', bytes: '\u0000\u0001\u0002\u0000\u0000\u0005'.repeat(100), refused: { code: 'file.binary' } },
]
