//! Chinese: nothing parts the words, so names come out of the dictionary, organisations by the word they end in, and people by surname, title and what follows.

use super::known::known;
use super::{Mention, MentionKind};
use crate::lexicon::{Meaning, Walk};
use crate::places::Found;
use crate::token::{Gap, Shape, Tokens};
use coranto_core::Lang;
use rustc_hash::FxHashMap;

const SURNAMES: &str = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝";
/// Of these a given name is never made.
const NOT_GIVEN: &str = "的了着是在和与也就都而及或被把将于之这那个们我你他她它为说不有到从向对以等并还又要会能可上下中大人年月日时后前里外去来出没所因其此很最更让使给比已再只则却";
/// What foreign names are written with.
const FOREIGN: &str = "阿埃艾安奥巴贝本比伯布查达德迪丁多厄恩尔法费弗夫福盖戈格贡古哈海汉赫亨霍基吉加贾杰金卡凯坎康考柯科克肯库拉莱赖兰朗劳勒雷里理利莉列林琳龙隆卢鲁伦罗洛马玛麦迈曼梅门蒙米密明莫默姆穆纳娜南内尼宁纽努诺欧帕潘佩彭皮平泼普奇齐钱乔切琴丘茹瑞若撒萨塞赛桑瑟森沙珊绍舍什史舒斯思松苏索塔泰坦汤唐特提廷图托瓦万旺威韦维魏文翁沃乌吾西希锡夏香肖谢辛欣休雪逊雅亚扬耶叶伊易因英尤约泽扎詹珍芝治朱卓兹佐茨丹当登邓蒂东杜敦冯弗甘高哥葛根圭郭豪赫吕朔兹";
const TITLES: &[&str] = &[
    "总统",
    "总理",
    "首相",
    "主席",
    "部长",
    "外长",
    "市长",
    "省长",
    "书记",
    "教授",
    "记者",
    "秘书长",
    "发言人",
    "创始人",
    "研究员",
    "院士",
    "将军",
    "司令",
    "法官",
    "律师",
    "导演",
    "演员",
    "歌手",
    "作家",
    "队长",
    "教练",
    "大使",
    "议员",
    "国王",
    "女王",
    "王子",
    "教皇",
    "董事长",
    "总裁",
    "校长",
    "院长",
    "局长",
    "医生",
    "先生",
    "女士",
    "博士",
];
const AFTER_PERSON: &[&str] = &[
    "说", "表示", "称", "认为", "指出", "强调", "宣布", "在", "和", "与", "的", "是", "曾", "获", "主", "住", "否",
    "等", "也", "将", "向", "呼", "会", "发", "抵", "赢", "介", "访", "当", "出", "接", "对", "签", "拒", "批", "警",
];
const ORGANISATIONS: &[&str] = &[
    "大学",
    "公司",
    "集团",
    "银行",
    "法院",
    "检察院",
    "委员会",
    "协会",
    "研究院",
    "研究所",
    "科学院",
    "医院",
    "俱乐部",
    "通讯社",
    "日报",
    "晚报",
    "时报",
    "电视台",
    "组织",
    "基金会",
    "基金组织",
    "联盟",
    "学院",
    "中学",
    "火箭队",
    "足球队",
    "联合会",
    "出版社",
    "博物馆",
    "警察局",
    "外交部",
    "国防部",
    "教育部",
    "财政部",
    "卫生部",
];
/// Before an organisation's name, and not part of it.
const BETWEEN: &str = "的在和与了是对向从由说为及等于被将给至到用以把让并但而";

pub(super) fn mentions(tokens: &Tokens, standing: &[Found], lang: Option<Lang>) -> Vec<Mention> {
    let mut reader = Reader { tokens, lang, taken: vec![false; tokens.len()], mentions: Vec::new() };
    for (first, end, kind) in known(tokens, "zh") {
        if end - first > 1 || tokens.list[first].shape != Shape::Han {
            reader.take(first, end, kind, true);
        }
    }
    reader.organisations(standing);
    for found in standing {
        reader.take(found.first, found.end, MentionKind::Place, true);
    }
    reader.people();
    reader.mentions.sort_by_key(|mention| mention.range.start);
    reader.mentions
}

struct Reader<'a> {
    tokens: &'a Tokens,
    lang: Option<Lang>,
    taken: Vec<bool>,
    mentions: Vec<Mention>,
}

impl Reader<'_> {
    fn take(&mut self, first: usize, end: usize, kind: MentionKind, sure: bool) {
        if first >= end || self.taken[first..end].iter().any(|taken| *taken) {
            return;
        }
        self.taken[first..end].fill(true);
        let range = self.tokens.list[first].start as usize..self.tokens.list[end - 1].end as usize;
        self.mentions.push(Mention { range, kind, sure });
    }

    fn organisations(&mut self, standing: &[Found]) {
        let places: FxHashMap<usize, usize> = standing.iter().map(|found| (found.first, found.end)).collect();
        for at in 0..self.tokens.len() {
            let Some(head) = ORGANISATIONS.iter().filter(|head| self.spells(at, head)).max_by_key(|head| head.len())
            else {
                continue;
            };
            let end = at + head.chars().count();
            let mut first = at;
            while first > 0
                && at - first < 8
                && self.is_joined(first)
                && !self.taken[first - 1]
                && !self.is_one_of(first - 1, BETWEEN)
            {
                first -= 1;
            }
            // A town or a country before it begins the name.
            if let Some(place) = (first..at).find(|from| places.get(from).is_some_and(|end| *end <= at)) {
                first = place;
            } else if at - first > 4 {
                continue;
            }
            if at > first {
                self.take(first, end, MentionKind::Organisation, true);
            }
        }
    }

    fn people(&mut self) {
        let mut at = 0;
        while at < self.tokens.len() {
            let titled = TITLES.iter().any(|title| self.spells_before(at, title));
            let end = self.foreign(at, titled).or_else(|| self.own(at, titled));
            if let Some(end) = end {
                self.take(at, end, MentionKind::Person, titled);
                at = end;
            } else {
                at += 1;
            }
        }
    }

    /// A surname and one or two characters.
    fn own(&self, at: usize, titled: bool) -> Option<usize> {
        let is_free = |at: usize| at < self.tokens.len() && !self.taken[at] && self.tokens.list[at].shape == Shape::Han;
        if !is_free(at) || !self.is_one_of(at, SURNAMES) || !titled && self.common_from(at) > 1 {
            return None;
        }
        let given = |at: usize| is_free(at) && self.is_joined(at) && !self.is_one_of(at, NOT_GIVEN);
        let begins = titled || !self.is_joined(at) || at > 0 && (self.is_one_of(at - 1, "和与") || self.taken[at - 1]);
        let ends = |at: usize| {
            at >= self.tokens.len()
                || !self.is_joined(at)
                || AFTER_PERSON.iter().any(|word| self.spells(at, word))
                || TITLES.iter().any(|title| self.spells(at, title))
        };
        if given(at + 1) && given(at + 2) && (begins || ends(at + 3)) && (ends(at + 3) || self.common_from(at + 2) < 2)
        {
            return Some(at + 3);
        }
        (given(at + 1) && (begins && ends(at + 2) || titled)).then_some(at + 2)
    }

    /// Three or more characters that foreign names are written with, and something that says so.
    fn foreign(&self, at: usize, titled: bool) -> Option<usize> {
        let is_foreign = |at: usize| at < self.tokens.len() && !self.taken[at] && self.is_one_of(at, FOREIGN);
        let mut end = at;
        let mut dotted = false;
        while end - at < 14
            && is_foreign(end)
            && (end == at || self.is_joined(end) || self.tokens.list[end].gap == Gap::Hyphen)
        {
            dotted |= end > at && self.tokens.list[end].gap == Gap::Hyphen;
            end += 1;
        }
        let begins = at == 0 || !self.is_joined(at) || self.taken[at - 1] || self.is_one_of(at - 1, "和与");
        let spoken = AFTER_PERSON.iter().any(|word| self.spells(end, word));
        (end - at >= 3 && (titled || dotted || begins && (spoken || end >= self.tokens.len() || !self.is_joined(end)))
            || end - at == 2 && (titled || begins && spoken && self.common_from(at) < 2))
            .then_some(end)
    }

    /// How many characters the longest common word has that begins here.
    fn common_from(&self, at: usize) -> usize {
        let mut walk = Walk::new();
        let mut longest = 0;
        for next in at..self.tokens.len().min(at + 4) {
            if next > at && !self.is_joined(next) {
                break;
            }
            walk = walk.and_then(|walk| walk.step(self.tokens.folded(next).as_bytes()));
            match walk.map(Walk::meaning) {
                Some(Some(meaning)) if meaning.is_common(self.lang) && !meaning.has(Meaning::ORGANISATION) => {
                    longest = next + 1 - at
                }
                Some(_) => {}
                None => break,
            }
        }
        longest
    }

    fn is_joined(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(|token| token.gap == Gap::None)
    }

    fn is_one_of(&self, at: usize, characters: &str) -> bool {
        self.tokens.list[at].shape == Shape::Han && characters.contains(self.tokens.folded(at))
    }

    fn spells(&self, at: usize, word: &str) -> bool {
        word.chars().enumerate().all(|(n, c)| {
            self.tokens
                .get(at + n)
                .is_some_and(|token| (n == 0 || token.gap == Gap::None) && self.tokens.folded(at + n).chars().eq([c]))
        })
    }

    fn spells_before(&self, at: usize, word: &str) -> bool {
        let start = at.checked_sub(word.chars().count());
        start.is_some_and(|start| self.is_joined(at) && self.spells(start, word))
    }
}
