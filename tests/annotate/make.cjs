// make.cjs FOLDER: Word files with all that can stand round a word, for tests/cli/annotate.sh.  In each, 错词 is the
// offending word; “缺了什么” makes a finding about the whole file.
'use strict'
const fs = require('fs')
const path = require('path')
const zip = require('./zip.cjs')

const W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
const STRICT = 'http://purl.oclc.org/ooxml/wordprocessingml/main'
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.'

const t = text => `<w:t${/^\s|\s$/.test(text) ? ' xml:space="preserve"' : ''}>${text}</w:t>`
const r = (text, properties = '') => `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}${t(text)}</w:r>`
const p = (...runs) => `<w:p>${runs.map(x => x.startsWith('<') ? x : r(x)).join('')}</w:p>`
const title = p('材料一份')
const bold = '<w:b/><w:color w:val="FF0000"/>'
let changed = 90
const ins = x => `<w:ins w:id="${changed++}" w:author="张三" w:date="2022-01-01T00:00:00Z">${x}</w:ins>`
const del = x => `<w:del w:id="${changed++}" w:author="张三" w:date="2022-01-01T00:00:00Z"><w:r><w:delText>${x}</w:delText></w:r></w:del>`
const field = type => `<w:r><w:fldChar w:fldCharType="${type}"/></w:r>`
const cell = (...ps) => `<w:tc><w:tcPr><w:tcW w:w="2000" w:type="dxa"/></w:tcPr>${ps.join('')}</w:tc>`
const table = (...rows) => `<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/></w:tblPr><w:tblGrid><w:gridCol w:w="2000"/><w:gridCol w:w="2000"/></w:tblGrid>${
  rows.map(cells => `<w:tr>${cells.join('')}</w:tr>`).join('')}</w:tbl>`
const box = (...ps) => `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="1800000" cy="720000"/><wp:docPr id="5" name="框"/><a:graphic><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1800000" cy="720000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></wps:spPr><wps:txbx><w:txbxContent>${
  ps.join('')}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice><mc:Fallback><w:pict><v:shape style="width:142pt;height:57pt"><v:textbox><w:txbxContent>${
  ps.join('')}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>`
const comment = (id, author, text, more = '', paragraph = '') =>
  `<w:comment w:id="${id}" w:author="${author}" w:initials="x"${more}><w:p${paragraph}><w:r><w:annotationRef/></w:r>${r(text)}</w:p></w:comment>`
const from = id => `<w:commentRangeStart w:id="${id}"/>`
const to = id => `<w:commentRangeEnd w:id="${id}"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/></w:rPr><w:commentReference w:id="${id}"/></w:r>`

const namespaces = `xmlns:w="${W}" xmlns:r="${OFFICE}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"` +
  ' xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"' +
  ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'

// OTHER: parts beside the document, {name: {type, relation, xml}}; EDIT: of all XML at the end.
function docx (body, other = {}, edit = x => x) {
  const names = Object.keys(other)
  const of = x => Buffer.from(edit(head + x))
  const relations = names.map((n, i) =>
    `<Relationship Id="rId${i + 3}" Type="${other[n].kind || OFFICE}/${other[n].relation}" Target="${n}"/>`)
  return zip([
    ['[Content_Types].xml', of('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>' +
      `<Override PartName="/word/document.xml" ContentType="${word}document.main+xml"/>` +
      names.map(n => `<Override PartName="/word/${n}" ContentType="${other[n].type}"/>`).join('') + '</Types>')],
    ['_rels/.rels', of(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>`)],
    ['word/document.xml', of(`<w:document ${namespaces}><w:body>${title}${body}<w:sectPr/></w:body></w:document>`)],
    ...(names.length ? [['word/_rels/document.xml.rels', of(`<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId2" Type="${OFFICE}/hyperlink" Target="http://example.org/" TargetMode="External"/>${relations.join('')}</Relationships>`)]] : []),
    ...names.map(n => [`word/${n}`, of(other[n].xml)])
  ])
}
const comments = list => ({ type: `${word}comments+xml`, relation: 'comments', xml: `<w:comments ${namespaces} xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">${list.join('')}</w:comments>` })
const notes = (what, id, ...ps) => ({ type: `${word}${what}s+xml`, relation: `${what}s`, xml: `<w:${what}s ${namespaces}><w:${what} w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:${what}><w:${what} w:id="${id}">${ps.join('')}</w:${what}></w:${what}s>` })

const plain = p('前文错词后文。') + p(r('粗体 错词 在中间，A&amp;B&lt;错词。', bold))
const files = {
  plain: docx(plain),
  split: docx(p('甲错', '<w:bookmarkStart w:id="1" w:name="a"/>', r('词', bold), '<w:bookmarkEnd w:id="1"/>', '乙。') +
    p(`<w:r w:rsidR="00A10001"><w:rPr>${bold}</w:rPr><w:lastRenderedPageBreak/>${t('丙错')}<w:tab/>${t('词丁')}<w:br/>${t('戊')}</w:r>`) +
    p('一', '错词', '二。') + p(`<w:r>${t('两处：错词。错词。')}</w:r>`) +
    p('<w:r><w:t>首</w:t><w:t>错</w:t><w:t>词</w:t><w:t>尾。</w:t></w:r>')),
  repeated: docx(p('同一句错词。') + p('同一句错词。') + p('同一句错词。同一句错词。')),
  changes: docx(p('增：', ins(r('新错')), '词。') + p('删：错', del('掉的错词'), '词。') + p(ins(r('全是新的错词。', bold)))),
  links: docx(p('看', `<w:hyperlink r:id="rId2">${r('链接里错词字')}</w:hyperlink>`, '。') +
    p('域：', field('begin'), '<w:r><w:instrText xml:space="preserve"> REF 错词 </w:instrText></w:r>', field('separate'), r('结果错词值'), field('end'), '。') +
    p('简：', `<w:fldSimple w:instr=" DATE ">${r('今错词日')}</w:fldSimple>`, '。') +
    p('控件：', `<w:sdt><w:sdtPr><w:alias w:val="错词"/></w:sdtPr><w:sdtContent>${r('填错词的')}</w:sdtContent></w:sdt>`, '。') +
    p('式：', '<m:oMath><m:r><m:t>错词</m:t></m:r></m:oMath>', '。'),
  { 'settings.xml': { type: `${word}settings+xml`, relation: 'settings', xml: `<w:settings ${namespaces}/>` } }),
  table: docx(table([cell(p('表头')), cell(p('内容'))], [cell(p('甲格错词。'), p('又错词。')), cell(p('乙格'))]) + p('表后错词。')),
  box: docx(p('框前错词。', box(p('框里错词。')), '框后错词。')),
  note: docx(p('正文', '<w:r><w:footnoteReference w:id="2"/></w:r>', '有脚注和', '<w:r><w:endnoteReference w:id="3"/></w:r>', '尾注。'), {
    'footnotes.xml': notes('footnote', 2, p('<w:r><w:footnoteRef/></w:r>', '脚注里的错词。')),
    'endnotes.xml': notes('endnote', 3, p('尾注里的错词。'))
  }),
  people: docx(p(from(7) + r('领导批') + from(0), '过错' + '词的话', to(0) + to(7), '。') + p('再', from(3), '错词', to(3), '。'), {
    'comments.xml': comments([comment(0, '李四', '这里再想想'), comment(7, '王五 &amp; 人', '同意'), comment(3, '把关', '这是一个人写的')]),
  }),
  empty: docx(p('错词。'), { 'comments.xml': { ...comments([]), xml: `<w:comments ${namespaces}/>` } }),
  answered: docx(p(from(0), '错词', to(0), from(1), '', to(1), '一句。') + p(from(2), '错词', to(2), '二句。'), {
    'comments.xml': comments([
      comment(0, 'baguan', '错误：写了“错词” [slip.word]', '', ' w14:paraId="0A000001"'),
      comment(1, '李四', '这里应当这样写', '', ' w14:paraId="0A000002"'),
      comment(2, 'baguan', '错误：写了“错词” [slip.word]', '', ' w14:paraId="0A000003"')]),
    'commentsExtended.xml': {
      type: `${word}commentsExtended+xml`, kind: 'http://schemas.microsoft.com/office/2011/relationships', relation: 'commentsExtended',
      xml: '<w15:commentsEx xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"><w15:commentEx w15:paraId="0A000001" w15:done="0"/><w15:commentEx w15:paraId="0A000002" w15:paraIdParent="0A000001" w15:done="0"/><w15:commentEx w15:paraId="0A000003" w15:done="1"/></w15:commentsEx>'
    }
  }),
  strict: docx(plain, {}, x => x.split(W).join(STRICT).split(OFFICE).join('http://purl.oclc.org/ooxml/officeDocument/relationships')),
  prefix: docx(plain, { 'comments.xml': comments([comment(0, '李四', '无处')]) }, x => x.replace(/(<\/?|\s|:)w:/g, '$1ns0:').replace('xmlns:w=', 'xmlns:ns0=').replace(/(<\/?)rel:/g, '$1')),
  bare: docx(plain, {}, x => x.includes('<w:document') ? x.replace(/(<\/?)w:/g, '$1').replace('xmlns:w=', 'xmlns=').replace(/\sw:(\w+)="/g, ' q:$1="').replace('<document', `<document xmlns:q="${W}"`) : x),
  whole: docx(p('开头没有缺了什么。') + p('整段：从这里。') + p('没有别的，要有结尾。')),
  wide: docx(p('空 错 词。') + p(r('前 错 词 后。 错 词', bold) + r('。'))),
}
const dir = process.argv[2]
fs.mkdirSync(dir, { recursive: true })
for (const name of Object.keys(files)) fs.writeFileSync(path.join(dir, `材料-${name}.docx`), files[name])
