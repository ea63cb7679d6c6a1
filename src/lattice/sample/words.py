"""Words of the sample workspace: all people, companies and places in it are invented."""

from __future__ import annotations

#: Country, first names and family names that go together.
NAMES: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = (
    (
        "NO",
        ("Ada", "Bjørn", "Ingrid", "Sølvi", "Håkon", "Åse", "Torstein", "Marit", "Eirik", "Guro"),
        ("Berg", "Lindqvist", "Ødegård", "Solheim", "Nygård", "Haugen", "Bråten", "Myhre"),
    ),
    (
        "FI",
        ("Aino", "Väinö", "Päivi", "Eero", "Kyllikki", "Onni", "Saara", "Jyrki"),
        ("Mäkelä", "Lehtonen", "Hämäläinen", "Koskela", "Järvi", "Rantanen", "Yliniemi"),
    ),
    ("IS", ("Þóra", "Guðrún", "Hallbjörg", "Yrsa"), ("Ólafsdóttir", "Hallsdóttir", "Eiríksdóttir")),
    ("IS", ("Sæmundur", "Ævar", "Kári"), ("Þorsteinsson", "Bjarnason", "Ólafsson")),
    (
        "PL",
        ("Zofia", "Łukasz", "Małgorzata", "Stanisław", "Agnieszka", "Paweł", "Jędrzej"),
        ("Żak", "Król", "Świątek", "Gołąb", "Wróbel", "Mazur"),
    ),
    ("JP", ("美咲", "健太", "陽菜", "大輔"), ("佐藤", "高橋", "森", "石川")),
    ("JP", ("Haruka", "Kenji", "Yuki", "Sora"), ("Nakamura", "Tanabe", "Ōtsuka")),
    ("GR", ("Ελένη", "Δήμητρα", "Σπύρος", "Άννα"), ("Παππά", "Δημητρίου", "Καλογερά")),
    ("GR", ("Nikos", "Thanos", "Katerina"), ("Markou", "Vlachou", "Georgiou")),
    ("UA", ("Олена", "Тарас", "Ірина"), ("Коваль", "Бондар", "Лисенко")),
    ("UA", ("Oksana", "Bohdan", "Danylo"), ("Melnyk", "Rudenko", "Shevchuk")),
    (
        "NG",
        ("Adérónkẹ́", "Chidi", "Ngozi", "Olúfẹ́mi", "Amina", "Táíwò", "Ifeoma"),
        ("Adébáyọ̀", "Okafor", "Eze", "Balogun", "Nwosu", "Ọlátúnjí"),
    ),
    (
        "IN",
        ("Meera", "Arjun", "Lakshmi", "Rohan", "Ananya", "Vikram", "Kavya"),
        ("Iyer", "Banerjee", "Deshpande", "Nair", "Chaudhuri", "Kulkarni"),
    ),
    (
        "PT",
        ("João", "Inês", "Conceição", "Tomás", "Benedita", "Gonçalo", "Luísa"),
        ("Magalhães", "Simões", "Araújo", "Falcão", "Queirós"),
    ),
    ("VN", ("Thảo", "Minh", "Phượng", "Đức", "Quỳnh", "Hải"), ("Nguyễn", "Trần", "Đặng", "Phạm", "Võ")),
    (
        "CH",
        ("Zoé", "Ueli", "Françoise", "Reto", "Mélanie", "Jürg"),
        ("Aebischer", "Brügger", "Favre", "Zgraggen", "Müller"),
    ),
)

#: Cities of each country; the first two are where most people of it live.
CITIES: dict[str, tuple[str, ...]] = {
    "NO": ("Oslo", "Bergen", "Tromsø", "Bodø", "Ålesund", "Vardø"),
    "FI": ("Helsinki", "Oulu", "Rovaniemi", "Jyväskylä"),
    "IS": ("Reykjavík", "Akureyri", "Ísafjörður"),
    "PL": ("Gdańsk", "Łódź", "Kraków", "Wrocław"),
    "JP": ("札幌", "Hakodate", "Kyōto"),
    "GR": ("Αθήνα", "Θεσσαλονίκη", "Χανιά"),
    "UA": ("Київ", "Львів", "Odesa"),
    "NG": ("Lagos", "Ìbàdàn", "Enugu"),
    "IN": ("Bengaluru", "Kochi", "Pune"),
    "PT": ("Porto", "Lisboa", "Évora", "Setúbal"),
    "VN": ("Hà Nội", "Huế", "Đà Nẵng"),
    "CH": ("Zürich", "Genève", "Chur"),
}

COMPANY_ROOTS = (
    "Havblikk", "Bjørkelund", "Steinvik", "Nattsol", "Kvist & Lyng", "Fjordglass", "Isbryter", "Tåkelur",
    "Mäntysaari", "Revontuli", "Kivijalka", "Norðurljós", "Hvalfell", "Bursztyn", "Żuraw", "Latarnia",
    "北風", "Yukimori", "Θάλασσα", "Meltemi", "Криниця", "Чайка", "Ìmọ́lẹ̀", "Harmattan", "Monsoon & Daughters",
    "Banyan", "Maré Alta", "Farol", "Hoa Sen", "Bờ Xanh", "Murmeltier", "Föhn", "Blue Lantern",
    "Quiet Harbour", "Seventh Tide", "Paper Compass",
)  # fmt: skip
COMPANY_KINDS = ("Instruments", "Lab", "Foundation", "Works", "Institute", "Archive", "Press", "Robotics")
SECTORS = ("research", "instruments", "shipping", "energy", "publishing", "museum", "software", "fishery")

TEAMS = ("Ocean", "Ice", "Sky", "Language", "Archive", "Workshop", "Office")
ROLES = (
    "researcher", "field technician", "data engineer", "linguist", "archivist", "coordinator",
    "instrument maker", "doctoral student", "editor", "accountant",
)  # fmt: skip
LANGUAGES = ("nb", "fi", "is", "pl", "ja", "el", "uk", "yo", "hi", "pt", "vi", "de", "fr", "en", "se")

SUBJECTS = (
    "Kelp forests", "Ice cores", "Sound maps", "Northern lights", "Tide gauges", "Herring songs",
    "Place names", "Sea birds", "Snow crystals", "Lighthouse logs", "Reindeer paths", "Salt and light",
)  # fmt: skip
PLACES = (
    "of the Barents coast", "around Hesteskjær", "in the Vesterå fjord", "from Ísafjörður to Vardø",
    "of the outer islands", "under the polar night", "at the Revontuli station", "along the old mail route",
)  # fmt: skip
STATUSES = ("idea", "planned", "running", "running", "running", "paused", "done", "done")

MEETING_KINDS = (
    "Kick-off",
    "Weekly",
    "Weekly",
    "Weekly",
    "Field review",
    "Budget",
    "Retrospective",
    "Open house",
)
ROOMS = ("Lighthouse room", "Kitchen table", "online", "online", "Workshop", "R/V Alke", "Station hut")

VERBS = (
    "Calibrate", "Repair", "Write up", "Order", "Translate", "Photograph", "Label", "Compare", "Send off",
    "Back up", "Plot", "Transcribe",
)  # fmt: skip
OBJECTS = (
    "the tide gauge", "the hydrophones", "the spring samples", "the 1931 logbook", "the aurora camera",
    "the permit for the islands", "the drone footage", "the word list", "the ice saw", "the annual report",
    "the weather mast", "the loan agreement",
)  # fmt: skip
SUFFIXES = (
    "",
    "",
    " before the ferry leaves",
    " (second try)",
    " with the school",
    " – urgent",
    " for the archive",
)
PRIORITIES = ("low", "normal", "normal", "normal", "high", "urgent")

TAGS = ("field", "method", "idea", "budget", "travel", "visit", "data", "press", "safety")
OPENINGS = (
    "The wind turned at noon and we had four good hours.",
    "Short version: it works, and it is cheaper than we feared.",
    "Two of the three loggers answered; the third is under a metre of snow.",
    "The school class asked better questions than the review board did.",
    "We should stop promising dates before the ice is gone.",
    "Found a box of glass negatives behind the boiler, all of them labelled.",
)
FINDINGS = (
    "The 2 a.m. recordings are the clean ones; ship noise starts at five.",
    "Readings drift by 0.3 °C a week, always upwards.",
    "Half of the place names survive only in one family.",
    "The new mooring held through the October storm.",
    "Counts are higher than last year, but so was the effort.",
    "The scanner eats [brackets] and |pipes| in the transcripts; keep the originals.",
)
NEXT_STEPS = (
    "ask for two more days on the boat",
    "copy the raw files before anyone touches them",
    "agree on one spelling for each place",
    "send thanks and a printed map to the harbour master",
    "book the cold room for week 12",
    "find out who still reads the old format",
)
