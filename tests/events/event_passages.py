"""Passages written for these tests: what a careful editor would and would not put on a map.

Each expected event is ``TYPE status start..end place COUNTRIES``; ``-`` means not told or not placed, ``*`` means any.
"""

from __future__ import annotations

PASSAGES: dict[str, tuple[str, str, list[str]]] = {
    "own exercise, going on": (
        "2023-04-09",
        "Chinese warships and aircraft are holding live-fire exercises around Taiwan this week.",
        ["MOBILIZE ongoing 2023-04-03..2023-04-09 around?Taiwan CN"],
    ),
    "joint exercise with a range": (
        "2022-10-01",
        "Indian and Japanese warships will hold joint naval exercises off Visakhapatnam from October 10 to 15.",
        ["COOPERATE planned 2022-10-10..2022-10-15 off?Visakhapatnam IN,JP"],
    ),
    "headline future": (
        "2022-05-03",
        (
            "Egypt and Sudan to hold joint air drills\n\n"
            "The joint air drills of Egypt and Sudan will take place in Merowe in June 2022."
        ),
        ["COOPERATE planned 2022-06-01..2022-06-30 * EG,SD"],
    ),
    "cancelled exercise": (
        "2018-06-14",
        "South Korea and the United States have cancelled the joint military exercises planned for August 2018.",
        ["COOPERATE cancelled 2018-08-01..2018-08-31 * KR,US"],
    ),
    "cancelled, passive": (
        "2020-03-12",
        "The military exercise in northern Norway was called off on March 11, 2020, because of the virus.",
        ["MOBILIZE cancelled 2020-03-11..2020-03-11 * -"],
    ),
    "denied attack": (
        "2019-09-15",
        "Iran denied that its forces had attacked oil plants in Abqaiq on September 14.",
        ["ASSAULT denied 2019-09-14..2019-09-14 * *"],
    ),
    "negated": (
        "2021-03-02",
        "Ethiopian troops did not attack the town of Axum, the government said.",
        ["ASSAULT denied * A*um ET"],
    ),
    "hypothetical": (
        "2022-08-05",
        "If China invaded Taiwan, prices of computer chips would rise, analysts said.",
        ["ASSAULT hypothetical * Taiwan CN,TW"],
    ),
    "fear": ("2022-01-20", "Officials in Kyiv fear a new war.", []),
    "purpose": ("2022-01-20", "The course in Wales prepares officers to fight battles in the desert.", []),
    "figurative battle": ("2021-01-20", "She lost her battle with cancer in a hospital in Madrid on Monday.", []),
    "heart attack": ("2021-01-20", "The singer died of a heart attack in Nashville on Tuesday.", []),
    "sport": ("2021-01-20", "Arsenal beat Chelsea in London on Saturday after a late strike by their captain.", []),
    "labour strike": (
        "2023-03-07",
        "Railway workers went on strike in Marseille on Monday.",
        ["PROTEST happened 2023-03-06..2023-03-06 Marseille *"],
    ),
    "no event": ("2021-01-20", "The museum in Lagos owns a collection of bronze heads from Benin City.", []),
    "weather talk": ("2021-01-20", "It often rains in Bergen, and the mountains near the city are green.", []),
    "earthquake": (
        "2023-09-09",
        "A strong earthquake struck near Marrakesh late on Friday.",
        ["HAZARD happened 2023-09-08..2023-09-08 near?Marrakesh *"],
    ),
    "flood, ongoing": (
        "2022-08-30",
        "Floods are sweeping through Sindh province, and thousands of people have left their homes.",
        ["HAZARD ongoing * Sindh *"],
    ),
    "ferry": (
        "2022-10-10",
        "A ferry capsized on the Niger River near Ogbaru on Friday.",
        ["HAZARD happened 2022-10-07..2022-10-07 * *"],
    ),
    "told twice": (
        "2022-07-15",
        "Missiles struck Vinnytsia on Thursday. The missile strike on Vinnytsia was the worst in weeks.",
        ["ASSAULT happened 2022-07-14..2022-07-14 Vinnytsia *"],
    ),
    "killed in the attack": (
        "2021-08-27",
        "Dozens of people were killed on Thursday in an attack at the airport of Kabul.",
        ["ASSAULT happened 2021-08-26..2021-08-26 Kabul *"],
    ),
    "where it was announced": (
        "2022-11-20",
        "Protesters marched in Tehran on Friday, a rights group said in Oslo on Sunday.",
        ["PROTEST happened 2022-11-18..2022-11-18 Tehran *"],
    ),
    "withdrawal": (
        "2022-11-12",
        "Russian troops withdrew from Kherson on 11 November 2022.",
        ["RETREAT happened 2022-11-11..2022-11-11 Kherson RU"],
    ),
    "deployment": (
        "2023-02-02",
        "Kenya will deploy soldiers to Goma next month.",
        ["MOBILIZE planned 2023-03-01..2023-03-31 Goma KE"],
    ),
    "arrival of soldiers": (
        "2022-02-06",
        "American paratroopers landed in Rzeszow on Saturday.",
        ["MOBILIZE happened 2022-02-05..2022-02-05 * US"],
    ),
    "arrival of tourists": ("2022-02-06", "Tourists arrived in Antalya on Saturday.", []),
    "ceasefire": (
        "2022-04-03",
        "A ceasefire between the warring sides in Yemen took effect on Saturday.",
        ["RETREAT happened 2022-04-02..2022-04-02 Yemen *"],
    ),
    "agreement": (
        "2023-03-10",
        "Iran and Saudi Arabia signed an agreement in Beijing on Friday.",
        ["SUPPORT happened 2023-03-10..2023-03-10 Beijing IR,SA"],
    ),
    "talks": (
        "2022-03-29",
        "Russian and Ukrainian negotiators held talks in Istanbul on Tuesday.",
        ["CONSULT happened 2022-03-29..2022-03-29 Istanbul RU,UA"],
    ),
    "sanctions": (
        "2021-03-23",
        "The United States imposed sanctions on Myanmar on Monday.",
        ["SANCTION happened 2021-03-22..2021-03-22 * US,MM"],
    ),
    "arrest": (
        "2021-01-18",
        "Police arrested a journalist in Caracas on 16 January.",
        ["COERCE happened 2021-01-16..2021-01-16 Caracas *"],
    ),
    "aid": (
        "2021-01-18",
        "France sent food and medicine to Beirut on Thursday.",
        ["AID happened 2021-01-14..2021-01-14 Beirut FR"],
    ),
    "named war": (
        "2021-06-01",
        "Her brother was wounded in the Falklands War.",
        ["ASSAULT happened 1982-04-02..1982-06-14 Falkland* AR,GB"],
    ),
    "another date is another event": (
        "2021-06-01",
        "Rebels attacked Goma in March 2021. Rebels attacked Bunia in 2020.",
        ["ASSAULT happened 2021-03-01..2021-03-31 Goma *", "ASSAULT happened 2020-01-01..2020-12-31 Bunia *"],
    ),
    "regular exercises, one held": (
        "2021-06-01",
        (
            "Joint naval exercises of Brazil and Argentina are held every year. "
            "The last such exercises were held in May 2019 in Argentina."
        ),
        ["COOPERATE happened 2019-05-01..2019-05-31 Argentina BR,AR"],
    ),
    "both sides": (
        "2021-06-01",
        "Serbia and Kosovo resumed their dialogue. The two countries held talks in Brussels on Monday.",
        ["CONSULT happened 2021-05-31..2021-05-31 Brussels RS,XK"],
    ),
    "pronoun": (
        "2021-06-01",
        "Turkey has moved tanks to the border. On Sunday it shelled Kobani.",
        ["MOBILIZE * * * TR", "ASSAULT happened 2021-05-30..2021-05-30 * SY,TR"],
    ),
    "up to publication": (
        "2021-06-01",
        "Gunmen have attacked a village near Maiduguri.",
        ["ASSAULT happened -..2021-06-01 near?Maiduguri *"],
    ),
    "cancelling demanded": (
        "2021-06-01",
        "The opposition demanded that the military exercises near Daegu be scrapped.",
        [],
    ),
    "cancelling called for": ("2021-06-01", "Activists called for the peace talks in Doha to be cancelled.", []),
    "cancelling asked for": ("2021-06-01", "Villagers asked the army to stop the military drills near Arica.", []),
    "cancelling urged": (
        "2021-06-01",
        "Parliament urged the government to call off the joint naval exercises with Oman.",
        [],
    ),
    "cancelling wanted": ("2021-06-01", "Lawmakers wanted the military exercises in Bavaria suspended.", []),
    "cancelling thought of": ("2021-06-01", "Seoul may scrap the joint military exercises near Daegu.", []),
    "cancelling asserted": (
        "2021-06-01",
        "The talks in Doha have been cancelled.",
        ["CONSULT cancelled * Doha -"],
    ),
    "cancelling decided": (
        "2021-06-01",
        "Seoul decided to suspend the military exercises in Daegu.",
        ["MOBILIZE cancelled * Daegu KR"],
    ),
    "operations of an aid agency": (
        "2021-06-01",
        "Fighting raged near Khartoum in April. The agency suspended its operations in Sudan on Monday.",
        ["ASSAULT happened 2021-04-01..2021-04-30 near?Khartoum *"],
    ),
    "operation of an army": (
        "2021-06-01",
        "The army launched an operation in the city of Hasakah on Monday.",
        ["ASSAULT happened 2021-05-31..2021-05-31 * *"],
    ),
    "war told after an agreement elsewhere": (
        "2021-06-01",
        "The talks followed the peace agreement signed in Geneva on 2 November. The war broke out in November 2020.",
        [
            "CONSULT happened * - *",
            "SUPPORT happened 2020-11-02..2020-11-02 Geneva *",
            "ASSAULT happened 2020-11-01..2020-11-30 - *",
        ],
    ),
    "deed told after a speech elsewhere": (
        "2021-06-01",
        "The minister spoke in Geneva on Monday. Troops attacked a village on Sunday.",
        ["ASSAULT happened 2021-05-30..2021-05-30 - *"],
    ),
    "protests at large": (
        "2021-01-15",
        (
            "Police used tear gas in Cusco. It was the worst day since protests began in December, after the former "
            "president was arrested in Lima on 7 December. Southern Peru is divided. Shops in Arequipa are shut."
        ),
        [
            "COERCE happened * Cusco *",
            "PROTEST happened 2020-12-01..2020-12-31 Peru *",
            "COERCE happened 2020-12-07..2020-12-07 Lima *",
        ],
    ),
    "ruler without a country": (
        "2021-06-01",
        (
            "Rain has fallen for a week in Durban and on the coast of KwaZulu-Natal. "
            "President Ramaphosa declared a state of emergency in nine provinces on Monday."
        ),
        ["COERCE happened 2021-05-31..2021-05-31 South* *"],
    ),
    "agreed, and still to be done": (
        "2021-06-01",
        "India and China have agreed to withdraw their troops from Pangong Lake on 20 June 2021.",
        [
            "AGREE happened -..2021-06-01 Pangong* IN,CN",
            "RETREAT planned 2021-06-20..2021-06-20 Pangong* IN,CN",
        ],
    ),
    "put off to a new day": (
        "2021-06-01",
        "The summit in Vienna was postponed to 15 July 2021.",
        ["CONSULT planned 2021-07-15..2021-07-15 Vienna *"],
    ),
    "put off without a new day": (
        "2021-06-01",
        "The summit in Vienna was postponed.",
        ["CONSULT cancelled * Vienna *"],
    ),
    "rumour dismissed": (
        "2021-06-01",
        "The army dismissed rumours that a bridge near Kirkuk had been blown up.",
        ["ASSAULT denied * near?Kirkuk *"],
    ),
    "what stays shut": (
        "2021-06-01",
        "Schools in Chennai remain shut.",
        ["COERCE ongoing * Chennai *"],
    ),
    "strike of workers by the words of the text": (
        "2021-06-01",
        "A strike at Codelco ended in Calama on Monday. The union said that wages will rise.",
        ["PROTEST happened 2021-05-31..2021-05-31 Calama *"],
    ),
    "negated condition": (
        "2021-06-01",
        "If Russian troops do not arrive in Kars by July, the talks will fail.",
        ["MOBILIZE hypothetical * Kars RU"],
    ),
    "who only calls it something": (
        "2024-06-01",
        "South Korea and the United States on Thursday began a naval exercise which Pyongyang calls a rehearsal.",
        ["COOPERATE happened 2024-05-30..2024-05-30 * KR,US"],
    ),
}
