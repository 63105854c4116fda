"""What is broken, and by which rules that must be found.

Each function with @kind is one kind of mutation: it yields (file, where, expected, change).  `expected` are
patterns of rule ids; a change works on a Meeting that no one else has.  All is in fixed order: no chance, no clock.
"""
import re

from office import open_material

PLAN, STUDY, OPINIONS, TALKS = '01实施方案.docx', '02学习记录.docx', '03征求意见汇总.xlsx', '04谈心谈话记录总表.xlsx'
FORMS = ['05谈心谈话记录表（一）.docx', '06谈心谈话记录表（二）.docx']
SPEECHES = ['07沈国梁同志个人发言提纲.docx', '08何明远同志个人发言提纲.docx', '09苏敏同志个人发言提纲.docx',
            '10高志强同志个人发言提纲.txt', '11马文彬同志个人发言提纲.md', '12钱玉兰同志个人发言提纲.docx']
REVIEW, CRITICISM, MINUTES = '13班子对照检查材料.docx', '14相互批评意见.docx', '15会议记录.docx'
REPORT, CIRCULAR, LEDGER, OLD = '16情况报告.docx', '17通报.docx', '18整改台账.xlsx', '19上年度整改情况.csv'
PROSE = [PLAN, STUDY] + FORMS + SPEECHES + [REVIEW, CRITICISM, MINUTES, REPORT, CIRCULAR]
# Columns of the tables, from 0.
T_A, T_B, T_DAY, T_PLACE, T_CONTENT = 1, 2, 5, 7, 8
O_TEXT, O_ABOUT, O_WAY, O_DAY, O_WHO, O_BACK = 1, 2, 4, 5, 6, 8
L_OF, L_WHAT, L_SOURCE, L_REFERS, L_MEASURE, L_WHO, L_DUE, L_TYPE, L_STAGE, L_STATE = range(1, 11)
AREAS = ['带头深刻感悟', '带头牢记我们党', '带头践行以人民', '带头学习运用党', '带头深刻汲取']


def days(year, month, day):
    """As a workbook counts them."""
    import datetime
    return (datetime.date(year, month, day) - datetime.date(1899, 12, 30)).days


class Meeting:
    def __init__(self, files):
        self.files, self.open_files, self.gone = files, {}, []

    def open(self, name):
        if name not in self.open_files:
            self.open_files[name] = open_material(name, self.files[name])
        return self.open_files[name]

    def items(self, name):
        return self.open(name).items()

    def delete(self, name):
        self.gone.append(name)

    def changed(self):
        return {n: d.bytes() for n, d in self.open_files.items() if self.files[n] != d.bytes()}


KINDS = []


def kind(name):
    def add(function):
        KINDS.append((name, function))
        return function
    return add


# ---- tools ----

def clean(name):
    return re.sub(r'[\s　]|同志|（.*', '', name)


def brief(text, size=18):
    text = text.replace('\n', ' ').strip()
    return text if len(text) <= size else text[:size] + '…'


def edit(name, i, old, new):
    def change(m):
        m.items(name)[i].replace(old, new)
    return change


def put(name, i, text):
    def change(m):
        m.items(name)[i].set(text)
    return change


def drop(name, numbers):
    def change(m):
        items = m.items(name)
        for i in numbers:
            items[i].delete()
    return change


def put_cell(name, row, column, value):
    def change(m):
        sheet = m.open(name)
        if hasattr(sheet, 'own'):
            sheet.own(row, column)
        sheet.set(row, column, value)
    return change


def drop_row(name, row):
    def change(m):
        m.open(name).delete_row(row)
    return change


def bare(text):
    """Without the label of a heading."""
    return re.sub(r'^[\s　#]*(?:[（(]?[一二三四五六七八九十\d]+[）)、.．]?\s*)?(?:在)?', '', text)


def area_of(text):
    for n, words in enumerate(AREAS):
        if bare(text).startswith(words):
            return n
    return None


TITLES = re.compile('^(?:上年度|查摆|对照检查的|存在的问题|个人需要说明|需要说明|有关事项的说明|对有关事项|产生问题|问题产生|原因|努力方向'
                    '|整改措施|下一步整改|整改和下步|后续|会前|会议|严肃|查摆出)')


def is_title(item):
    """A heading that is no area's; one may run into its text."""
    text = bare(item.text)
    return bool(TITLES.match(text)) and (len(text) <= 20 or bool(re.match(r'^[\s　#]*[一二三四五六]、', item.text)))


def areas(m, name):
    """[(heading, end)] of the five areas, as numbers of items; the heading may run into the text."""
    items = m.items(name)
    starts = [i for i, x in enumerate(items) if area_of(x.text) is not None and (len(x.text) < 60 or 'G12' not in x.text)]
    starts = [i for i in starts if len(bare(items[i].text)) < 60 or '方面' in items[i].text[:60]]
    found = {}
    for i in starts:
        found.setdefault(area_of(items[i].text), i)
    out = []
    for n in range(5):
        end = found[n] + 1
        while end < len(items) and area_of(items[end].text) is None and not is_title(items[end]):
            end += 1
        out.append((found[n], end))
    return out


def section(m, name, words):
    """(heading, end) of the section whose heading has one of the words."""
    items = m.items(name)
    start = next(i for i, x in enumerate(items) if is_title(x) and re.search(words, bare(x.text)[:20]))
    end = start + 1
    while end < len(items) and not is_title(items[end]) and not re.match('[\\s　]*(?:主要负责同志)?审阅', items[end].text) \
            and not re.match(r'^(?:沈国梁|何明远|苏敏|中共)', items[end].text):
        end += 1
    return start, end


def runs_in(item):
    return len(bare(item.text)) > 60


def replace_body(item, text):
    """The text behind a heading that runs into it."""
    old = item.text
    at = old.index('。') + 1
    item.replace(old[at:], text)


def roster(m):
    text = m.files['meeting.yaml'].decode()
    people, branches = [], {}
    for block in re.split(r'\n- ', text.split('branches:')[0].split('roster:')[1])[1:]:
        people.append({'name': re.search('name: (.*)', block).group(1), 'branch': re.search('branch: (.*)', block).group(1),
                       'principal': 'principal: true' in block, 'heads': re.findall(r'head: (\S+?)\}', block)})
    for name, who in re.findall(r'- name: (\S+)\n  representatives: \[(.*?)\]', text):
        branches[name] = [w.strip() for w in who.split(',')]
    return people, branches


def each(things, count):
    """Up to COUNT of them, spread evenly."""
    things = list(things)
    if len(things) <= count:
        return things
    return [things[k * len(things) // count] for k in range(count)]


# ---- talks ----

def talk_records(m):
    """(a, b, file, table, row): of the sheet, row alone; of forms, table."""
    out = []
    for r, row in enumerate(m.open(TALKS).rows()):
        if len(row) > 9 and row[0].isdigit():
            out.append((clean(row[T_A]), clean(row[T_B]), TALKS, None, r))
    for form in FORMS:
        for t, table in enumerate(m.open(form).tables()):
            cells = {row[k].strip(): row[k + 1] for row in table.rows() for k in range(0, len(row) - 1, 2)}
            out.append((clean(cells['谈话人']), clean(cells['谈话对象']), form, t, None))
    return out


def drop_talks(pairs):
    def change(m):
        records = [x for x in talk_records(m) if (x[0], x[1]) in pairs or (x[1], x[0]) in pairs]
        for _, _, name, table, row in sorted(records, key=lambda x: -(x[4] or x[3] or 0)):
            doc = m.open(name)
            if table is None:
                doc.delete_row(row)
            else:
                doc.tables()[table].delete(doc)
    return change


@kind('a talk is dropped')
def talk_dropped(m):
    people, branches = roster(m)
    talked = {frozenset(x[:2]) for x in talk_records(m)}
    names = [p['name'] for p in people]
    for i, a in enumerate(people):
        for b in people[i + 1:]:
            rule = 'principal-with-member' if a['principal'] or b['principal'] else 'member-with-member'
            yield TALKS, f"{a['name']}—{b['name']}", ['talks.' + rule], drop_talks({(a['name'], b['name'])})
        for head in a['heads']:
            yield TALKS, f"{a['name']}—{head}", ['talks.member-with-unit-head'], drop_talks({(a['name'], head)})
        own = {(a['name'], r) for r in branches[a['branch']] if frozenset((a['name'], r)) in talked}
        yield TALKS, f"{a['name']}—{'、'.join(sorted(r for _, r in own))}", ['talks.member-with-representative'], drop_talks(own)
    assert names


@kind('a talk beyond what must be is dropped')
def talk_uncounted(m):
    people, _ = roster(m)
    others = [x for x in talk_records(m) if x[2] == TALKS and '社区' in m.open(TALKS).rows()[x[4]][3]]
    for a, b, name, _, row in each(others, 4):
        yield name, f'{a}—{b}', ['counts.talks'], drop_row(name, row)
    assert people


@kind('a talk is dated behind the meeting')
def talk_late(m):
    rows = [r for r, row in enumerate(m.open(TALKS).rows()) if row and row[0].isdigit()]
    for r in each(rows, 8):
        yield TALKS, f'第{r + 1}行', ['talks.before-meeting'], put_cell(TALKS, r, T_DAY, days(2022, 1, 26))
    for form, old, new in [(FORMS[0], '2022年1月17日', '2022年1月27日'), (FORMS[1], '二〇二二年一月二十日', '二〇二二年一月三十日'),
                           (FORMS[1], '2022.1.19', '2022.1.29')]:
        i = next(i for i, x in enumerate(m.items(form)) if old in x.text)
        yield form, f'{old}→{new}', ['talks.before-meeting'], edit(form, i, old, new)


@kind('a talk is dated before the plan')
def talk_early(m):
    rows = [r for r, row in enumerate(m.open(TALKS).rows()) if row and row[0].isdigit()]
    for r in each(rows, 3):
        yield TALKS, f'第{r + 1}行', ['order.before-plan'], put_cell(TALKS, r, T_DAY, days(2022, 1, 5))


@kind('a cell of a talk is empty')
def talk_empty(m):
    rows = [r for r, row in enumerate(m.open(TALKS).rows()) if row and row[0].isdigit()]
    for k, r in enumerate(each(rows, 9)):
        column = [T_DAY, T_PLACE, T_CONTENT][k % 3]
        yield TALKS, f'第{r + 1}行第{column + 1}列', ['talks.incomplete'], put_cell(TALKS, r, column, '')
    for form in FORMS:
        table = m.open(form).tables()[1].rows()
        for r, row in enumerate(table):
            if row[0] in ('时间', '地点', '谈话内容'):
                yield form, f'第2张表的{row[0]}', ['talks.incomplete'], empty_form(form, 1, r, 1)


def empty_form(name, table, row, column):
    def change(m):
        m.open(name).tables()[table].set(row, column, '')
    return change


# ---- names ----

SLIPS = {'沈国梁': '沈国粱', '何明远': '何明运', '苏敏': '苏闽', '高志强': '高智强', '马文彬': '马文斌', '钱玉兰': '钱玉蓝'}


@kind('a name has a wrong character, in a table')
def name_slip(m):
    for r in each(range(2, 46), 12):
        name = clean(m.open(TALKS).rows()[r][T_A])
        yield TALKS, f'第{r + 1}行谈话人{SLIPS[name]}', ['names.slip'], put_cell(TALKS, r, T_A, SLIPS[name])
    for r in each(range(4, 52), 8):
        name = clean(m.open(LEDGER).rows()[r][L_WHO])
        if name in SLIPS:
            yield LEDGER, f'第{r + 1}行责任人{SLIPS[name]}', ['names.slip'], put_cell(LEDGER, r, L_WHO, SLIPS[name])


@kind('a name has a wrong character, in running text')
def name_slip_text(m):
    for file in [REPORT, CIRCULAR, REVIEW, MINUTES] + SPEECHES:
        for name, slip in SLIPS.items():
            hits = [i for i, x in enumerate(m.items(file)) if len(name) == 3 and re.search(f'{name}(?:同志)?(?![：（—])', x.text)
                    and len(x.text) > 40]
            for i in hits[:1]:
                yield file, f'{name}→{slip}', ['names.slip-in-text', 'names.slip'], edit(file, i, name, slip)


@kind('a recipient is someone from outside')
def outsider(m):
    rows = m.open(CRITICISM).tables()[0].rows()
    for r in each(range(1, len(rows)), 5):
        yield CRITICISM, f'第{r}行批评人', ['names.unknown'], critic(r, 0, '宋长林')
        yield CRITICISM, f'第{r}行被批评人', ['names.unknown'], critic(r, 1, '宋长林')


def critic(row, column, name):
    def change(m):
        table = m.open(CRITICISM).tables()[0]
        if row + 1 < len(table.trs) and table.merge(table.cell(row + 1, column)) == 'continue':
            table.own(row + 1, column)
        table.own(row, column)
        table.set(row, column, name)
    return change


# ---- study, opinions ----

# The last two stand for one another.
STUDIED = ['党的十九届六中全会', '庆祝中国共产党成立100周年大会', '党史学习教育动员大会', '全国脱贫攻坚总结表彰大会', '《中国共产党章程》',
           '《关于新形势下党内政治生活的若干准则》', '《中国共产党党内监督条例》',
           '《中共中央关于党的百年奋斗重大成就和历史经验的决议》', '考察社区工作',
           '《县以上党和国家机关党员领导干部民主生活会若干规定》|《关于开好党史学习教育专题民主生活会的通知》']


@kind('what must be studied is left out')
def study_lacks(m):
    for words in STUDIED:
        def change(x, words=words):
            for item in x.items(STUDY):
                while item.cell and re.search(words, item.text):
                    part = next(p for p in re.split('[；，]', item.text) if re.search(words, p))
                    item.replace(part, '区里印发的简报')
        yield STUDY, words, ['study.*'], change


@kind('study is dated behind the meeting')
def study_late(m):
    rows = [i for i, x in enumerate(m.items(STUDY)) if re.fullmatch('2022年1月1\\d日', x.text) and x.cell]
    for i in each(rows, 4):
        old = m.items(STUDY)[i].text
        yield STUDY, f'{old}→2022年1月26日', ['dates.study-before'], put(STUDY, i, '2022年1月26日')


@kind('a session of study is dropped')
def study_dropped(m):
    for r in (1, 2, 3):
        def change(x, r=r):
            x.open(STUDY).tables()[0].delete_row(r)
        yield STUDY, f'表的第{r}行', ['counts.study*', 'study.*'], change


@kind('an opinion is dropped')
def opinion_dropped(m):
    for r in each(range(2, 26), 5):
        yield OPINIONS, f'第{r + 1}行', ['counts.opinions', 'trace.no-such-opinion'], drop_row(OPINIONS, r)


@kind('an opinion is dated behind the meeting')
def opinion_late(m):
    for r in each(range(2, 26), 5):
        yield OPINIONS, f'第{r + 1}行', ['dates.opinions-before'], put_cell(OPINIONS, r, O_DAY, days(2022, 1, 28))


@kind('an opinion is dated before the plan')
def opinion_early(m):
    for r in each(range(2, 26), 2):
        yield OPINIONS, f'第{r + 1}行', ['order.before-plan'], put_cell(OPINIONS, r, O_DAY, days(2022, 1, 3))


@kind('a cell of an opinion is empty')
def opinion_empty(m):
    for k, r in enumerate(each(range(2, 26), 10)):
        column = [O_TEXT, O_ABOUT, O_WAY, O_WHO, O_BACK][k % 5]
        yield OPINIONS, f'第{r + 1}行第{column + 1}列', ['opinions.*', 'counts.opinions'], put_cell(OPINIONS, r, column, '')


# ---- dates, places, numbers ----

def moved(m, file, old, new, nth=0, where=None):
    hits = [i for i, x in enumerate(m.items(file)) if old in x.text and (not where or where in x.text)]
    return edit(file, hits[nth], old, new)


@kind('a date is moved')
def date_moved(m):
    for file, old, new, where, rules in [
            (MINUTES, '1月25日', '1月24日', '时间', ['dates.meeting-same']),
            (MINUTES, '1月25日', '2月12日', '时间', ['dates.meeting-same', 'dates.meeting-limit']),
            (REPORT, '2022年1月25日', '2022年1月20日', '文件要求', ['dates.meeting-same']),
            (CIRCULAR, '2022年1月25日', '2022年1月28日', '召开', ['dates.meeting-same']),
            (REPORT, '2022年1月27日', '2022年2月27日', None, ['dates.report-in-time']),
            (REPORT, '2022年1月27日', '2022年1月24日', None, ['dates.report-after']),
            (CIRCULAR, '2022年1月28日', '2022年1月24日', None, ['dates.circular-after']),
            (SPEECHES[0], '2022年1月21日送', '2022年1月26日送', None, ['dates.review-before']),
            (SPEECHES[1], '2022年1月22日', '2022年1月26日', None, ['dates.review-before']),
            (SPEECHES[2], '2022年1月22日', '2022年1月29日', None, ['dates.review-before']),
            (SPEECHES[3], '2022年1月22日', '2022年1月26日', None, ['dates.review-before']),
            (SPEECHES[4], '2022年1月22日', '2022年2月2日', None, ['dates.review-before']),
            (SPEECHES[5], '2022年1月23日', '2022年1月26日', None, ['dates.review-before'])]:
        yield file, f'{old}→{new}', rules, moved(m, file, old, new, where=where)
    rows = m.open(LEDGER).rows()
    column = next(c for c, v in enumerate(rows[1]) if v == str(days(2022, 2, 8)))
    yield LEDGER, '制表日期→2022-01-20', ['dates.ledger-after'], put_cell(LEDGER, 1, column, days(2022, 1, 20))


@kind('a place is another one')
def place_moved(m):
    for file, where in [(MINUTES, '地点'), (REPORT, '召开'), (CIRCULAR, '召开')]:
        yield file, '三楼→二楼会议室', ['dates.place-same'], moved(m, file, '三楼会议室', '二楼会议室', where=where)


@kind('a count is another one')
def count_changed(m):
    counts = [('集中学习研讨3次', '集中学习研讨5次', 'counts.study*'), ('集中研讨3次', '集中研讨4次', 'counts.study*'),
              ('谈心谈话50人次', '谈心谈话56人次', 'counts.talks'), ('意见建议24条', '意见建议26条', 'counts.opinions'),
              ('征求意见24条', '征求意见28条', 'counts.opinions'), ('批评意见32条', '批评意见28条', 'counts.criticism'),
              ('查摆问题10个', '查摆问题12个', 'counts.team-problems*'), ('个人查摆问题35个', '个人查摆问题33个', 'counts.personal-problems'),
              ('个人问题35项', '个人问题36项', 'counts.personal-problems'), ('共49项', '共48项', 'counts.ledger')]
    for file in [STUDY, REVIEW, MINUTES, REPORT, CIRCULAR]:
        for old, new, rule in counts:
            hits = [i for i, x in enumerate(m.items(file)) if old in x.text and not (old.startswith('查摆') and '个人' + old in x.text)]
            for i in hits[:1]:
                yield file, f'{old}→{new}', [rule], edit(file, i, old, new)


# ---- areas ----

@kind('an area is deleted')
def area_deleted(m):
    for file in SPEECHES + [REVIEW]:
        for n, (start, end) in enumerate(areas(m, file)):
            yield file, AREAS[n], ['areas.missing'], drop(file, range(start, end))


@kind('an area is only its heading')
def area_empty(m):
    for k, file in enumerate(SPEECHES + [REVIEW]):
        for n in (k % 5, (k + 2) % 5):
            start, end = areas(m, file)[n]
            if runs_in(m.items(file)[start]):
                def change(x, file=file, start=start):
                    replace_body(x.items(file)[start], '')
            else:
                change = drop(file, range(start + 1, end))
            yield file, AREAS[n], ['areas.empty'], change


@kind('two areas are swapped')
def areas_swapped(m):
    for k, file in enumerate(SPEECHES + [REVIEW]):
        n = k % 4
        (a, b), (c, d) = areas(m, file)[n], areas(m, file)[n + 1]
        def change(x, file=file, a=a, b=b, c=c, d=d):
            items = x.items(file)
            x.open(file).swap(items[a:b], items[c:d])
        if b == c:
            yield file, f'{AREAS[n]} {AREAS[n + 1]}', ['areas.order'], change


@kind('two areas are under one heading')
def areas_merged(m):
    for k, file in enumerate(SPEECHES[:5] + [REVIEW]):
        n = (k + 1) % 4
        (a, _), (c, _) = areas(m, file)[n], areas(m, file)[n + 1]
        items = m.items(file)
        first, second = items[a].text, bare(items[c].text)
        def change(x, file=file, a=a, c=c, first=first, second=second):
            items = x.items(file)
            items[a].replace('方面', '、' + second) if first.rstrip().endswith('方面') else items[a].set(first + '、' + second)
            items[c].delete()
        yield file, f'{AREAS[n]}、{AREAS[n + 1]}', ['areas.merged'], change


@kind('a heading of an area has a wrong character')
def area_slip(m):
    slips = [('深刻感悟', '深切感悟'), ('根本问题', '基本问题'), ('以人民为中心', '以人名为中心'), ('应对风险', '应付风险'), ('汲取', '吸取')]
    for k, file in enumerate(SPEECHES + [REVIEW]):
        for n, (start, _) in enumerate(areas(m, file)):
            if (n + k) % 2 and slips[n][0] in m.items(file)[start].text:
                yield file, '→'.join(slips[n]), [f'phrases.area-{n + 1}', 'areas.missing'], edit(file, start, *slips[n])


# ---- what takes a problem's place ----

TEAM = ['班子在理论学习上抓得不紧，2021年中心组学习12次有8次是轮流念稿，会后没有人去落实。',
        '党工委班子调度不够有力，去年有3个项目半年没有上过会，班子成员之间通气也少。',
        '我们班子抓整改一阵风，12项民生实事只在年初念、年底报，中间没有听过一次进度。']
SUBORDINATE = ['社区干部学习自觉性差，8月抽查时有4名社区干部答不上来，有的笔记是月底一晚上补的。',
               '站所的同志作风拖拉，7月有6张热线工单超了期，所长交上来的说明也是应付。',
               '分管科室的年轻人怕吃苦，入户走访走走停停，全年台账有两个月是空的。']
THEORY = ['通过学习我深刻体会到，理想信念是共产党人精神上的“钙”，只有坚定理想信念，才能在大风大浪面前站稳脚跟。',
          '历史充分证明，江山就是人民，人民就是江山。我们党来自人民、植根人民，离开人民就会一事无成。',
          '我深深感到，伟大建党精神是我们党的精神之源，必须一代一代传下去，在新的赶考路上发扬光大。']
VAGUE = ['我在学习上还不够深入、不够系统，有时满足于一般化要求，与新形势的要求还有一定差距。',
         '我的服务意识有待加强，工作主动性、创造性不够，有时抓得不紧、落得不实。',
         '我的担当精神还不够强，工作标准不够高，攻坚克难的劲头有所减弱。']


def instead(texts, rules, whole=False):
    """In place of one problem; WHOLE: of all that the area says."""
    def mutants(m):
        for k, file in enumerate(SPEECHES):
            for step in (0, 2):
                start, end = areas(m, file)[(k + step) % 5]
                text = texts[(k + step) % len(texts)]
                item = m.items(file)[start]
                if runs_in(item):
                    def change(x, file=file, start=start, text=text):
                        replace_body(x.items(file)[start], text)
                    where = start
                elif whole:
                    where = start + 1
                    def change(x, file=file, start=start, end=end, text=text):
                        items = x.items(file)
                        items[start + 1].set(text)
                        for i in items[start + 2:end]:
                            i.delete()
                else:
                    where = end - 1
                    change = put(file, where, text)
                yield file, f'第{where + 1}条 {brief(text)}', rules, change
    return mutants


kind('a problem of the team stands for an own one')(instead(TEAM, ['speech.team-instead-of-self']))
kind('a problem of subordinates stands for an own one')(instead(SUBORDINATE, ['speech.subordinate-instead-of-self']))
kind('theory stands for a problem')(instead(THEORY, ['speech.theory-instead-of-problem'], whole=True))
kind('a stock phrase stands for a problem')(instead(VAGUE, ['speech.vague']))


# ---- declarations, causes, measures, reviews ----

def declarations(m, file):
    start, end = section(m, file, '说明')
    return list(range(start + 1, end))


@kind('a declaration is deleted')
def declaration_deleted(m):
    for file in SPEECHES:
        for i in declarations(m, file):
            yield file, brief(m.items(file)[i].text), ['declarations.missing'], drop(file, [i])


@kind('a declaration is blank')
def declaration_blank(m):
    for k, file in enumerate(SPEECHES):
        for i in declarations(m, file)[k % 3:5:2][:2]:
            text = m.items(file)[i].text
            head = re.match(r'[^：。:]*[：。:]', text).group()
            yield file, head, ['declarations.blank', 'declarations.missing'], put_keeping(file, i, text, head)


def put_keeping(file, i, text, head):
    def change(m):
        m.items(file)[i].replace(text[len(head):], '')
    return change


@kind('the measures are deleted')
def measures_deleted(m):
    for file in SPEECHES + [REVIEW]:
        start, end = section(m, file, '整改措施|努力方向|整改打算')
        yield file, m.items(file)[start].text, ['materials.no-measures', 'materials.measures-*'], drop(file, range(start, end))


@kind('the causes are deleted')
def causes_deleted(m):
    for file in SPEECHES + [REVIEW]:
        start, end = section(m, file, '原因')
        yield file, m.items(file)[start].text, ['areas.no-cause', 'materials.no-causes', 'materials.causes-*'], drop(file, range(start, end))


@kind('the note of the review is deleted')
def review_deleted(m):
    for file in SPEECHES:
        i = next(i for i, x in enumerate(m.items(file)) if '审阅意见' in x.text)
        yield file, brief(m.items(file)[i].text), ['review.*'], drop(file, [
            j for j in range(i, len(m.items(file))) if not m.items(file)[j].cell])


# ---- criticism ----

CRITIC_HOPE = ['希望你今后多到一线走走，把好作风带到工作里去。', '期待你在新的一年里再上台阶，为大家作出表率。', '相信你一定能够把这块工作抓得更好。']
CRITIC_ADVICE = ['建议你每周安排半天到社区办公，把手头的表格理一理。', '建议建立工作日志，定期调度，及时通报进展。',
                 '下一步可以多召开几次座谈会，听听各站所的想法。']
CRITIC_PRAISE = ['你工作太拼，经常顾不上休息，不注意身体，要多保重。', '你对自己要求太严，事事亲力亲为，给年轻人的机会少了些。',
                 '你心直口快，原则性太强，有时候得罪了人自己还不知道。']
CRITIC_VAGUE = ['你学习抓得不够紧，工作有时不够细，创新意识有待提高。', '你深入基层不够，与群众沟通还不多。', '你的工作方法比较简单，思路还不够开阔。']


def criticism_instead(texts, rule):
    def mutants(m):
        rows = m.open(CRITICISM).tables()[0].rows()
        for k, r in enumerate(each(range(1, len(rows)), 4)):
            text = texts[k % 3]
            def change(x, r=r, text=text):
                x.open(CRITICISM).tables()[0].set(r, 2, text)
            yield CRITICISM, f'第{r}行 {brief(text)}', [rule], change
        notes = [i for i, x in enumerate(m.items(CRITICISM)) if re.match('1[.．]', x.text) and not x.cell]
        for k, i in enumerate(each(notes, 4)):
            text = texts[(k + 1) % 3]
            yield CRITICISM, f'第{i + 1}段 {brief(text)}', [rule], put(CRITICISM, i, '1.' + text)
    return mutants


kind('hope stands for criticism')(criticism_instead(CRITIC_HOPE, 'criticism.hope-instead-of-problem'))
kind('advice stands for criticism')(criticism_instead(CRITIC_ADVICE, 'criticism.advice-instead-of-problem'))
kind('praise stands for criticism')(criticism_instead(CRITIC_PRAISE, 'criticism.praise-as-criticism'))
kind('a stock phrase stands for criticism')(criticism_instead(CRITIC_VAGUE, 'criticism.vague'))


@kind('a criticism is dropped')
def criticism_dropped(m):
    rows = m.open(CRITICISM).tables()[0].rows()
    for r in each(range(1, len(rows)), 6):
        def change(x, r=r):
            x.open(CRITICISM).tables()[0].delete_row(r)
        yield CRITICISM, f'第{r}行 {rows[r][0]}对{clean(rows[r][1])}', ['criticism.direction-missing'], change
    heads = [i for i, x in enumerate(m.items(CRITICISM)) if re.match('.{2,3}对.{2,3}同志的批评意见', x.text)]
    items = m.items(CRITICISM)
    for i in each(heads, 5):
        end = i + 1
        while end < len(items) and re.match(r'\d[.．]', items[end].text):
            end += 1
        yield CRITICISM, items[i].text, ['criticism.direction-missing'], drop(CRITICISM, range(i, end))


@kind('critic and criticised are swapped')
def criticism_swapped(m):
    rows = m.open(CRITICISM).tables()[0].rows()
    for r in each(range(1, len(rows)), 4):
        def change(x, r=r, a=clean(rows[r][0]), b=clean(rows[r][1])):
            critic(r, 0, b)(x)
            critic(r, 1, a)(x)
        yield CRITICISM, f'第{r}行', ['criticism.direction-missing', 'trace.criticism-not-recorded'], change
    heads = [i for i, x in enumerate(m.items(CRITICISM)) if re.match('.{2,3}对.{2,3}同志的批评意见', x.text)]
    for i in each(heads, 3):
        text = m.items(CRITICISM)[i].text
        a, b = re.match('(.{2,3})对(.{2,3})同志', text).groups()
        yield CRITICISM, text, ['criticism.direction-missing', 'trace.criticism-not-recorded'], put(CRITICISM, i, text.replace(
            f'{a}对{b}', f'{b}对{a}'))


# ---- minutes ----

@kind('a criticism is missing in the minutes')
def minutes_criticism(m):
    items = m.items(MINUTES)
    inside = [i for i, x in enumerate(items) if re.match('(沈国梁|何明远|苏敏|高志强|马文彬|钱玉兰)：', x.text) and len(x.text) < 60]
    for i in each(inside, 6):
        yield MINUTES, brief(items[i].text), ['trace.criticism-not-recorded', 'minutes.*'], drop(MINUTES, [i])


@kind('self-criticism or a reply is missing in the minutes')
def minutes_part(m):
    items = m.items(MINUTES)
    for i, x in enumerate(items):
        if re.match('自我批评：', x.text) or re.match('.{2,4}表态：', x.text):
            yield MINUTES, brief(x.text), ['minutes.*'], drop(MINUTES, [i])


@kind('someone is not among those present')
def absent(m):
    i = next(i for i, x in enumerate(m.items(MINUTES)) if x.text.startswith('出席'))
    for name in ['何明远', '高志强', '钱玉兰']:
        yield MINUTES, name, ['minutes.*', 'names.*'], edit(MINUTES, i, '、' + name, '')


# ---- ledger ----

LEDGER_VAGUE = ['提高认识，加强学习，抓好落实', '进一步加强领导，压实责任', '强化措施，常抓不懈，确保取得实效']


def ledger_rows(m):
    return [r for r, row in enumerate(m.open(LEDGER).rows()) if row and row[0].isdigit()]


@kind('a row of the ledger is dropped')
def ledger_dropped(m):
    for r in each(ledger_rows(m), 8):
        yield LEDGER, f'第{r + 1}行', ['counts.ledger', 'trace.*'], drop_row(LEDGER, r)


@kind('a measure of the ledger is a stock phrase')
def ledger_vague(m):
    for k, r in enumerate(each(ledger_rows(m), 8)):
        yield LEDGER, f'第{r + 1}行 {LEDGER_VAGUE[k % 3]}', ['ledger.measure-vague'], put_cell(LEDGER, r, L_MEASURE, LEDGER_VAGUE[k % 3])


@kind('a cell of the ledger is empty')
def ledger_empty(m):
    for k, r in enumerate(each(ledger_rows(m), 12)):
        column = [L_MEASURE, L_WHO, L_DUE, L_SOURCE][k % 4]
        yield LEDGER, f'第{r + 1}行第{column + 1}列', ['ledger.*'], put_cell(LEDGER, r, column, '')


@kind('the ledger refers to an opinion that there is not')
def ledger_opinion(m):
    rows = m.open(LEDGER).rows()
    for r in each([r for r in ledger_rows(m) if '意见' in rows[r][L_REFERS]], 5):
        words = re.sub(r'意见\d+', '意见27', rows[r][L_REFERS], count=1)
        yield LEDGER, f'第{r + 1}行 {words}', ['trace.no-such-opinion', 'trace.opinion-dropped'], put_cell(LEDGER, r, L_REFERS, words)


@kind('the ledger leaves out an opinion')
def ledger_opinion_out(m):
    rows = m.open(LEDGER).rows()
    for r in each([r for r in ledger_rows(m) if re.fullmatch(r'意见\d+', rows[r][L_REFERS])], 4):
        yield LEDGER, f'第{r + 1}行', ['trace.opinion-dropped', 'trace.opinion-doubtful'], put_both(r)


def put_both(row):
    def change(m):
        sheet = m.open(LEDGER)
        sheet.set(row, L_REFERS, '自查')
        sheet.set(row, L_SOURCE, '党史学习教育查摆')
        sheet.set(row, L_WHAT, '机关内部卫生间没有人打扫')
    return change


@kind('the ledger names a critic who did not speak of it')
def ledger_critic(m):
    rows = m.open(LEDGER).rows()
    for r in each([r for r in ledger_rows(m) if re.fullmatch('批评：...?', rows[r][L_REFERS])], 5):
        own = clean(rows[r][L_OF])
        yield LEDGER, f'第{r + 1}行 批评：{own}', ['trace.no-such-criticism', 'trace.criticism-dropped', 'trace.criticism-doubtful'], \
            put_cell(LEDGER, r, L_REFERS, f'批评：{own}')


# ---- last year ----

@kind('an unfinished problem points to a wrong row')
def old_wrong(m):
    grid = m.open(OLD).rows()
    for r in [r for r, row in enumerate(grid) if row[5] == '未完成']:
        yield OLD, f'第{r + 1}行 {grid[r][8]}→3', ['trace.old-wrong-row'], put_cell(OLD, r, 8, '3')


@kind('an unfinished problem of last year is not in the ledger')
def old_forgotten(m):
    for r in ledger_rows(m)[-4:]:
        yield LEDGER, f'第{r + 1}行', ['ledger.old-not-carried', 'trace.old-wrong-row'], drop_row(LEDGER, r)


# ---- fixed phrases ----

THEME = [('大力弘扬', '大力发扬'), ('践行时代使命', '践行历史使命'), ('厚植为民情怀', '厚植爱民情怀'),
         ('赶考之路', '长征之路'), ('坚定历史自信', '坚定文化自信')]
PHRASES = [
    ('“两个确立”', '“两个确定”'), ('“四个意识”', '“四个认识”'), ('“四个自信”', '“四个自觉”'), ('“两个维护”', '“两个拥护”'),
    ('心怀“国之大者”', '心怀“国之大事”'), ('学史崇德', '学史重德'), ('开新局', '开新篇'), ('悟思想', '务思想'),
    ('十九届六中全会', '十九届六中会议'), ('中国共产党成立100周年大会', '中国共产党建立100周年大会'), ('党史学习教育动员大会', '党史学习教育动原大会'),
    ('新形势下党内政治生活的若干准则', '新形势下党内政治生活的若干规则'), ('中国共产党党内监督条例', '中国共产党党内监督条列'),
    ('党的百年奋斗重大成就和历史经验的决议', '党的百年奋斗重大成绩和历史经验的决议'), ('民主生活会若干规定', '民主生活会若干规则'),
    ('新时代中国特色社会主义思想', '新时代中国特色社会注义思想'), ('把自己摆进去', '把自已摆进去'), ('获得感幸福感安全感', '获得感幸福感安全敢'),
    ('血肉联系', '骨肉联系'), ('政治纪律和政治规矩', '政治纪律和政治规距'), ('中央八项规定及其实施细则精神', '中央八项规定及其实施细节精神'),
    ('违规违纪违法现象', '违规违纪违反现象'), ('见人见事见思想', '见人见事见思路'), ('刀刃向内、揭短亮丑', '刀刃向内、揭短亮仇'), ('立查立改、即知即改', '立查立改、既知即改'),
    ('坚持真理、修正错误', '坚持真理、改正错误'), ('增进团结', '增强团结'), ('形式主义、官僚主义', '形势主义、官僚主义'),
    ('关于开好党史学习教育', '关于召开党史学习教育'), ('正组文〔2021〕117号', '正组文〔2021〕171号'), ('正组文〔2021〕117号', '正组文〔2022〕117号'),
    ('县纪委、县委组织部、县委党史', '县委组织部、县委党史'), ('马克思主义基本原理同', '马克思主义基本原则同')]


@kind('the theme differs by a word')
def theme_slip(m):
    k = 0
    for file in PROSE:
        for i in [i for i, x in enumerate(m.items(file)) if '大力弘扬伟大建党精神' in x.text][:1]:
            for _ in range(2):
                old, new = THEME[k % len(THEME)]
                k += 1
                yield file, f'{old}→{new}', ['phrases.theme*'], edit(file, i, old, new)


@kind('a fixed phrase has a wrong character')
def phrase_slip(m):
    for old, new in PHRASES:
        files = [f for f in PROSE if any(old in x.text for x in m.items(f))]
        for file in files[:2]:
            i = next(i for i, x in enumerate(m.items(file)) if old in x.text)
            yield file, f'{old}→{new}', ['phrases.*', 'basis.*'], edit(file, i, old, new)


@kind('a formality is broken')
def formality(m):
    for file, old, new, rule in [
            (REPORT, '青党报〔2022〕3号', '青党报[2022]3号', 'formal.number-bracket'), (CIRCULAR, '青党通〔2022〕2号', '青党通〔2022〕第02号', 'formal.number-order'),
            (REPORT, '2022年1月27日', '2022年01月27日', 'formal.issued-zero'), (REPORT, '24条', '××条', 'formal.placeholder'),
            (CIRCULAR, '35个', 'XX个', 'formal.placeholder'), (REVIEW, '“七一”', '“七一', 'formal.unpaired'), (REPORT, '，', ',', 'formal.half-width'),
            (MINUTES, '。', '。。', 'formal.doubled-mark'), (CIRCULAR, '专题民主生活会', '专题组织生活会', 'formal.meeting-name'),
            (REPORT, '专题民主生活会', '专题组织生活会', 'formal.meeting-name')]:
        i = next(i for i, x in enumerate(m.items(file)) if old in x.text and (old != '，' or re.search('^[^，]*\\D，\\D', x.text)))
        yield file, f'{old}→{new}', [rule, 'basis.meeting-name'] if '生活会' in old else [rule], edit(file, i, old, new)


# ---- whole files, whole passages ----

@kind('a file is deleted')
def file_deleted(m):
    lacks = {STUDY: ['study.*', 'counts.study*'], OPINIONS: ['opinions.*', 'trace.opinion-*', 'counts.opinions'], TALKS: ['talks.*'],
             FORMS[0]: ['talks.*'], FORMS[1]: ['talks.*'], REVIEW: ['materials.*', 'counts.team-problems-real'],
             CRITICISM: ['criticism.direction-missing', 'counts.criticism'], MINUTES: ['minutes.*', 'trace.criticism-*'],
             REPORT: ['dates.report-*', 'report.*'], CIRCULAR: ['dates.circular-after', 'circular.*'],
             LEDGER: ['ledger.*', 'trace.*', 'dates.ledger-after', 'counts.ledger'], OLD: ['ledger.*', 'trace.old*']}
    for file in [STUDY, OPINIONS, TALKS] + FORMS + SPEECHES + [REVIEW, CRITICISM, MINUTES, REPORT, CIRCULAR, LEDGER, OLD]:
        yield file, '', lacks.get(file, ['materials.no-speech']), lambda x, file=file: x.delete(file)


@kind('a passage is copied from someone else')
def copied(m):
    for k, file in enumerate(SPEECHES[:5]):
        other = SPEECHES[(k + 1) % 5]
        _, end = areas(m, other)[k % 5]
        text = bare(m.items(other)[end - 1].text)
        _, to = areas(m, file)[k % 5]
        yield file, f'← {other} {brief(text)}', ['materials.copied'], put(file, to - 1, text)
