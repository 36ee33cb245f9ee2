"""How Polish reports what somebody says: data only."""

from __future__ import annotations

from ingest.lexicon import table
from ingest.speech.reporting_words import Reporting, objects_of, phrases_of, verbs_of

POLISH = Reporting(
    verbs=verbs_of(
        """
        powiedział powiedziała powiedzieli mówi mówił mówiła mówią mówili stwierdził stwierdziła stwierdza oświadczył
        oświadczyła oświadcza dodał dodała dodaje dodają wyjaśnił wyjaśniła wyjaśnia tłumaczy tłumaczył tłumaczyła
        zapewnił zapewniła zapewnia zapewniają podkreślił podkreśliła podkreśla zaznaczył zaznaczyła zaznacza
        poinformował poinformowała poinformowało poinformowali informuje informują przyznał przyznała przyznaje
        ogłosił ogłosiła zapowiedział zapowiedziała zapowiada odpowiedział odpowiedziała odpowiada twierdzi twierdzą
        twierdził twierdziła uważa uważają ocenił oceniła ocenia opowiada opowiadał opowiadała wspomina wspominał
        wspominała przypomniał przypomniała przypomina ostrzegł ostrzegła ostrzega napisał napisała pisze pyta pytał
        pytała zapytał zapytała zaprzeczył zaprzeczyła podał podała podało podaje relacjonuje relacjonował przekonuje
        przekonywał komentuje skomentował skomentowała żali wskazuje wskazał wskazała obiecał obiecała potwierdził
        potwierdziła potwierdza krzyknął krzyknęła szepnęła szepnął zauważył zauważyła zauważa przekazał przekazała
        sądzi sądzą skrytykował skrytykowała krytykuje podkreślają przekonują wyjaśniają przyznają alarmuje alarmują
        odpowiadają szacuje szacują ubolewa powtarza powtarzał powtórzył powtórzyła
        """
    ),
    participles=frozenset(),
    objects=objects_of(
        """
        zapowiedział zapowiedziała zapowiada ogłosił ogłosiła ostrzega:przed ostrzegł:przed ostrzegła:przed
        skrytykował skrytykowała krytykuje zaprzeczył zaprzeczyła
        """
    ),
    auxiliaries=frozenset(),
    loose=table("dodając twierdząc mówiąc zapewniając podkreślając zaznaczając wyjaśniając"),
    that=table("że iż czy żeby by"),
    infinitives=frozenset(),
    sources=phrases_of("według; zdaniem; jak mówi; w opinii; w ocenie; z relacji; słowami"),
    trailing=frozenset(),
    pronouns=table(
        """
        on ona oni one jego jej ich niego niej nich się wszyscy wielu niektórzy to inni ktoś każdy
        """
    ),
    firsts=table("ja my mnie nas kto"),
    nots=table("nie nigdy nic nikt"),
    like=table("jak tak to"),
    articles=table("ten ta jeden jedna jej jego kilku"),
    ties=table(""),
    particles=table("de von van da"),
    prepositions=table("w we z ze do na po o od przed przy za nad pod dla bez przez podczas między"),
    conjunctions=table("i a ale oraz lecz bo który która gdy kiedy jeśli"),
    times=table(
        """
        wczoraj dziś dzisiaj poniedziałek wtorek środę czwartek piątek sobotę niedzielę poniedziałku wtorku środy
        stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia potem też
        także również później wtedy nam mi rano wieczorem teraz jednak już jeszcze nadal dziennikarzom
        """
    ),
    nobody=table(
        """
        prawa ustawy ustaw przepisów regulaminu zasad zasady planu kalendarza tradycji zwyczaju konstytucji rozkładu
        przepisu kodeksu artykułu wieku potrzeb uznania wzoru umowy prawdę prawda tak nie wzrostu normy statutu
        kryteriów kolejności instrukcji wielkości koloru daty alfabetu ceny
        """
    ),
    has_bare_nouns=True,
)
