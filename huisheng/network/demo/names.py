"""Invented names. They sound like names of the region and belong to nobody."""

from __future__ import annotations

import random
from collections.abc import Iterator

ESTATE_FIRST = [
    "锦江",
    "金色",
    "长虹",
    "万盛",
    "北方",
    "汽车",
    "春晖",
    "和顺",
    "宏远",
    "天富",
    "南苑",
    "绿城",
    "丽景",
    "玉兰",
    "松柏",
    "青云",
    "明珠",
    "富豪",
    "康乐",
    "安达",
    "盛世",
    "华侨",
    "紫荆",
    "双阳",
    "柳岸",
    "翠湖",
    "银河",
    "东升",
    "朝阳",
    "红星",
    "光明",
    "团结",
    "建工",
    "铁建",
    "机务",
    "客车",
    "福临",
    "吉祥",
    "瑞和",
    "学府",
    "景阳",
    "滨河",
    "星城",
    "枫林",
]
ESTATE_LAST = ["花园", "小区", "家园", "新村", "名苑", "雅居", "华府", "新城", "嘉园", "公寓"]
HAMLET_SIDE = ("", "东", "西", "前", "后", "大", "小")
HAMLET_FIRST = [
    "李家",
    "王家",
    "赵家",
    "孙家",
    "徐家",
    "马家",
    "高家",
    "郭家",
    "何家",
    "宋家",
    "罗家",
    "谢家",
    "韩家",
    "唐家",
    "冯家",
    "董家",
    "萧家",
    "程家",
    "曹家",
    "袁家",
]
HAMLET_LAST = ("屯", "窝堡", "店")
TRADE_FIRST = [
    "宏盛",
    "远达",
    "华奥",
    "吉通",
    "恒信",
    "德润",
    "长丰",
    "立诚",
    "鑫源",
    "博远",
    "启明",
    "中顺",
    "嘉合",
    "天成",
    "信达",
    "瑞丰",
]
ENTERPRISE_LAST = [
    "汽车零部件公司",
    "轨道配件公司",
    "食品公司",
    "商贸公司",
    "物流公司",
    "机械公司",
    "建材公司",
    "餐饮公司",
]
SOCIAL_LAST = ["养老服务中心", "志愿服务社", "社工服务站", "助残服务中心", "幼儿园", "民办学校"]
TRADE_LAST = ["汽车维修行业协会", "餐饮行业协会", "物业行业协会", "建材商会", "农产品商会", "家政行业协会"]
AGENCIES = [
    "民政",
    "教育",
    "卫生健康",
    "住房城建",
    "城市管理",
    "司法",
    "文化体育",
    "人社",
    "财政",
    "审计",
    "统计",
    "农业农村",
    "交通",
    "水务",
    "市场监管",
    "应急",
    "退役军人",
    "工信",
    "商务",
    "档案",
    "总工会",
    "团委",
    "妇联",
    "残联",
    "科协",
    "工商联",
    "机关事务",
    "政务服务",
    "生态环境",
    "税务",
]


def _mixed(rng: random.Random, *parts: tuple[str, ...] | list[str]) -> Iterator[str]:
    """All combinations of the parts, each once, in random order."""
    names = [""]
    for part in parts:
        names = [name + each for name in names for each in part]
    rng.shuffle(names)
    yield from names


def estate_names(rng: random.Random) -> Iterator[str]:
    """Names of estates 小区, none twice."""
    return _mixed(rng, ESTATE_FIRST, ESTATE_LAST)


def hamlet_names(rng: random.Random) -> Iterator[str]:
    """Names of hamlets 屯, none twice."""
    return _mixed(rng, HAMLET_SIDE, HAMLET_FIRST, HAMLET_LAST)


def enterprise_names(rng: random.Random) -> Iterator[str]:
    """Names of non-public enterprises, none twice."""
    return _mixed(rng, TRADE_FIRST, ENTERPRISE_LAST)


def social_names(rng: random.Random) -> Iterator[str]:
    """Names of social organisations, none twice."""
    return _mixed(rng, TRADE_FIRST, SOCIAL_LAST)


def trade_names() -> Iterator[str]:
    """Names of trade associations."""
    return iter(TRADE_LAST)
