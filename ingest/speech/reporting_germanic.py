"""How German, Dutch, Swedish, Norwegian and Danish report what somebody says: data only."""

from __future__ import annotations

from ingest.lexicon import table
from ingest.speech.reporting_words import Reporting, objects_of, phrases_of, verbs_of

GERMAN = Reporting(
    verbs=verbs_of(
        """
        sagte sagt sagten sagen erklärte erklärt erklärten erklären betonte betont betonten meinte meint meinten
        berichtete berichtet berichteten versicherte versichert bestätigte bestätigt bestätigten behauptete behauptet
        behaupteten warnte warnt warnten kritisierte kritisiert kritisierten forderte fordert forderten ergänzte
        ergänzt erzählte erzählt antwortete antwortet fragte fragt schrieb schreibt schrieben bedauerte erinnerte
        versprach verspricht mahnte mahnt lobte klagte klagt hieß heißt+es bemerkte unterstrich ließ+wissen teilte+mit
        teilt+mit teilten+mit fügte+hinzu fügt+hinzu gab+an gibt+an gaben+an räumte+ein räumt+ein kündigte+an
        kündigt+an kündigten+an wies+zurück wies+hin sprach spricht warnen fordern bestritt bestreitet dementierte
        dementiert beklagte beklagt glaubt glauben glaubte mitteilte mitteilten hinzufügte ankündigte angab angaben
        einräumte denkt hofft hoffen betonen berichten versichern kritisieren behaupten bestätigen schreiben
        bekräftigte resümierte beteuerte beteuert entgegnete entgegnet erwiderte rief flüsterte spottete urteilte
        vermutet vermutete nannte nennt nannten bezeichnete bezeichnet schätzt schätzen schätzte wiederholte erinnert
        schimpft schimpfte
        """
    ),
    participles=table(
        """
        gesagt erklärt betont gemeint berichtet versichert bestätigt behauptet gewarnt kritisiert gefordert ergänzt
        erzählt geantwortet geschrieben bedauert versprochen mitgeteilt hinzugefügt angegeben eingeräumt angekündigt
        zurückgewiesen bekräftigt beteuert wiederholt
        """
    ),
    objects=objects_of(
        """
        warnt:vor warnte:vor warnten:vor warnen:vor gewarnt:vor sprach:von spricht:von kritisiert kritisierte
        kritisierten forderte fordert fordern forderten gefordert kündigte kündigt kündigten angekündigt bestritt
        bestreitet dementierte dementiert wies beklagte beklagt
        """
    ),
    auxiliaries=table("hat haben hatte hatten habe"),
    loose=frozenset(),
    that=table("dass daß ob"),
    infinitives=frozenset(),
    sources=phrases_of(
        """
        laut; nach ansicht; nach meinung; nach einschätzung; nach auskunft; nach aussage; nach darstellung; nach
        angaben von; nach angaben des; nach angaben der; nach angaben; nach aussage von; nach aussage des; nach
        aussage der; nach aussagen von; nach aussagen der; nach darstellung von; nach darstellung der; nach
        darstellung des; nach ansicht von; nach ansicht der; nach ansicht des; nach meinung von; nach meinung der;
        nach meinung des; nach einschätzung von; nach einschätzung der; nach einschätzung des; nach auskunft von; nach
        auskunft der; nach auskunft des; nach worten von; nach den worten von; nach überzeugung von; aus sicht von;
        aus sicht der; aus sicht des; nach informationen von; nach informationen der; nach informationen des; heißt es
        in; heißt es im
        """
    ),
    trailing=table("zufolge"),
    pronouns=table(
        """
        er sie es ihm ihr ihnen dieser diese man eigenen alle viele manche einige jeder andere jemand angaben
        informationen
        """
    ),
    firsts=table("ich wir wer mir uns man"),
    nots=table("nicht nie niemals nichts kein keine niemand keiner"),
    like=table("wie so das dies"),
    articles=table(
        """
        der die das dem den des ein eine einer einem eines einen sein seine seinem seiner ihr ihre ihrem ihrer mehrere
        zwei dessen deren vieler mehrerer einiger aller zweier
        """
    ),
    ties=table("für von vom der des eines einer"),
    particles=table("von van de zu zur vom"),
    prepositions=table(
        """
        in im am an auf aus bei beim mit nach vor über unter gegen für zu zum zur durch ohne um gegenüber seit bis
        laut
        """
    ),
    conjunctions=table("und aber oder doch sondern weil wenn als"),
    times=table(
        """
        montag dienstag mittwoch donnerstag freitag samstag sonntag sonnabend januar februar märz april mai juni juli
        august september oktober november dezember gestern heute morgen abend dann auch später zudem außerdem jetzt
        damals anfang mitte ende vormittag nachmittag mittag nacht montagabend dienstagabend mittwochabend
        donnerstagabend freitagabend samstagabend sonntagabend montags sonntags weiter dazu daraufhin dagegen hingegen
        jedoch aber selbst noch nun schon bereits wörtlich dabei hier dort danach zuvor zunächst schließlich
        """
    ),
    nobody=table(
        """
        gesetz gesetze verordnung satzung regel regeln vertrag plan fahrplan kalender vorschrift paragraf artikel
        tradition definition brauch duden grundgesetz paragraph statut statuten protokollarisch wahrheit nein ja
        verfassung norm hausordnung speisekarte rezept schild tarif lieder radio anleitung musik lachen
        """
    ),
    undone=table("ab"),
    tags=table("so"),
    addressing=table("sagte sagt sagten sagen"),
    is_verb_second=True,
    is_told_by_comma=True,
)

DUTCH = Reporting(
    verbs=verbs_of(
        """
        zei zegt zeiden zeggen verklaarde verklaart verklaarden vertelde vertelt vertelden stelde stelt benadrukte
        benadrukt legde+uit legt+uit voegde+toe voegt+toe liet+weten laat+weten lieten+weten meldde meldt meldden
        deelde+mee deelt+mee antwoordde antwoordt bevestigde bevestigt beweerde beweert beweerden waarschuwde
        waarschuwt schreef schrijft vroeg vraagt  erkende erkent ontkende ontkent beloofde belooft
        merkte+op merkt+op noemde noemt klaagde klaagt zuchtte reageerde reageert concludeert concludeerde gaf+toe
        geeft+toe kondigde+aan kondigt+aan aldus hoopt denkt verzekert verzekerde stellen melden beweren waarschuwen
        denken hopen eist eiste sprak spreekt bekritiseert benadrukken schrijven bevestigen schat schatten herhaalde
        herhaalt verzucht
        """
    ),
    participles=table(
        """
        gezegd verklaard verteld gesteld benadrukt uitgelegd toegevoegd gemeld meegedeeld geantwoord bevestigd beweerd
        gewaarschuwd geschreven erkend ontkend beloofd opgemerkt toegegeven aangekondigd
        """
    ),
    objects=objects_of(
        """
        waarschuwde:voor waarschuwt:voor waarschuwen:voor gewaarschuwd:voor kondigde kondigt aangekondigd ontkent
        ontkende eist eiste sprak:van spreekt:van bekritiseert
        """
    ),
    auxiliaries=table("heeft hebben had hadden"),
    loose=frozenset(),
    that=table("dat of"),
    infinitives=table("te niet"),
    sources=phrases_of(
        """
        volgens; aldus; naar eigen zeggen van; naar zeggen van; in de ogen van; in de woorden van
        """
    ),
    trailing=frozenset(),
    pronouns=table(
        """
        hij zij ze het hem haar hen die bronnen iedereen velen sommigen anderen iemand dat dit
        """
    ),
    firsts=table("ik wij we mij ons wie men"),
    nots=table("niet nooit niets niemand"),
    like=table("zoals zo dat dit"),
    articles=table("de het een zijn haar hun enkele meerdere deze dit"),
    ties=table("van"),
    particles=table("van de der den het ten ter 't te"),
    prepositions=table(
        """
        in op aan bij met na voor over onder tegen tot door zonder om uit tijdens sinds naar
        """
    ),
    conjunctions=table("en maar of want die omdat als terwijl"),
    times=table(
        """
        maandag dinsdag woensdag donderdag vrijdag zaterdag zondag januari februari maart april mei juni juli augustus
        september oktober november december gisteren vandaag toen ook later daarna verder nog nu gisteravond
        maandagavond dinsdagavond woensdagavond donderdagavond vrijdagavond vanmorgen vanmiddag vanochtend eerder
        echter toch hier daar vorige week
        """
    ),
    nobody=table(
        """
        wet wetten regel regels reglement statuten voorschrift voorschriften plan planning traditie gewoonte recept
        dienstregeling schema artikel grondwet afspraak methode kalender waarheid ja nee contract principe norm
        leeftijd normen volgorde instructies aanwijzingen
        """
    ),
    undone=table("af op"),
    addressing=table("zei zegt zeggen zeiden vertelde vertelt vertelden vertellen"),
    finites=table(
        """
        is was waren wordt werd worden kan kon kunnen moet moest moeten zal zou gaat ging gaan komt kwam blijft bleef
        ligt staat stond krijgt kreeg heerst ontbreekt
        """
    ),
    is_verb_second=True,
    has_bare_nouns=True,
)

SWEDISH = Reporting(
    verbs=verbs_of(
        """
        säger sa sade berättar berättade uppger uppgav menar menade förklarar förklarade hävdar hävdade påstår påstod
        skriver skrev svarar svarade tillägger tillade betonar betonade bekräftar bekräftade varnar varnade meddelar
        meddelade lovar lovade medger medgav konstaterar konstaterade anser ansåg understryker frågar frågade
        rapporterar rapporterade suckar tror trodde kräver krävde kritiserar kritiserade förnekar förnekade uppskattar
        uppskattade bedömer bedömde upprepar
        """
    ),
    participles=table(
        """
        sagt berättat uppgett uppgivit menat förklarat hävdat påstått skrivit svarat bekräftat varnat meddelat
        """
    ),
    objects=objects_of("varnar:för varnade:för kräver krävde kritiserar kritiserade förnekar förnekade"),
    auxiliaries=table("har hade"),
    loose=frozenset(),
    that=table("att"),
    infinitives=table("sig"),
    sources=phrases_of("enligt"),
    trailing=frozenset(),
    pronouns=table(
        """
        han hon de dom det den hen honom henne källor uppgift uppgifter alla många några andra någon man detta
        """
    ),
    firsts=table("jag vi mig oss vem man"),
    nots=table("inte aldrig inget ingen"),
    like=table("som så det"),
    articles=table("en ett den det de hans hennes sin flera"),
    ties=table("av för i"),
    particles=table("af av von van de"),
    prepositions=table("i på av för till från med vid om efter före under över mot utan hos genom"),
    conjunctions=table("och men eller som utan när där"),
    times=table(
        """
        måndag tisdag onsdag torsdag fredag lördag söndag måndagen tisdagen onsdagen torsdagen fredagen lördagen
        söndagen januari februari mars april maj juni juli augusti september oktober november december igår idag då
        också senare går nu sedan dock här ju
        """
    ),
    nobody=table(
        """
        lag lagen lagar regler reglerna regel plan planen avtal avtalet schema tradition recept grundlagen sanningen
        tidtabell tidtabellen nej ja upp principen anvisningarna anvisningen
        """
    ),
    undone=table("upp"),
    finites=table(
        """
        är var blir blev kan kunde ska skulle måste kostar finns fanns får fick kommer kom går gick
        """
    ),
    is_verb_second=True,
    has_bare_nouns=True,
    has_incises=True,
)

NORWEGIAN_DANISH = Reporting(
    verbs=verbs_of(
        """
        sier sa siger sagde forteller fortalte fortæller opplyser opplyste oplyser oplyste mener mente forklarer
        forklarte forklarede hevder hevdet hævder hævdede påstår påsto påstod skriver skrev svarer svarte svarede
        tilføyer tilføyde tilføjer tilføjede understreker understreket understreger understregede bekrefter bekreftet
        bekræfter bekræftede advarer advarte advarede melder meldte lover lovte lovede innrømmer innrømmet indrømmer
        indrømmede spør spurte spørger spurgte udtaler udtalte uttaler uttalte konstaterer rapporterer erklærer
        erklærte erklærede fastslår tror trodde troede krever krevde kræver krævede kritiserer kritiserte kritiserede
        legger+til la+til anslår anslo vurderer vurderte vurderede sukker sukket sukkede anslog gjentar gentager
        """
    ),
    participles=table(
        """
        sagt fortalt opplyst oplyst ment forklart forklaret hevdet hævdet påstått skrevet svart svaret advart advaret
        bekreftet bekræftet uttalt udtalt
        """
    ),
    objects=objects_of(
        """
        advarer:mot advarer:mod advarte:mot advarede:mod krever krevde kræver krævede kritiserer kritiserte
        kritiserede
        """
    ),
    auxiliaries=table("har hadde havde"),
    loose=frozenset(),
    that=table("at"),
    infinitives=table("seg sig"),
    sources=phrases_of("ifølge; ifølgje; i følge; i henhold til"),
    trailing=frozenset(),
    pronouns=table(
        """
        han hun de det den ham hende henne dem kilder alle mange noen nogle andre nogen man dette
        """
    ),
    firsts=table("jeg vi meg mig oss os hvem man"),
    nots=table("ikke aldri aldrig intet ingenting ingen"),
    like=table("som så det slik sådan"),
    articles=table("en et ei den det de hans hendes hennes sin flere"),
    ties=table("av af for i"),
    particles=table("av af von van de"),
    prepositions=table(
        """
        i på av af for til fra med ved om etter efter før under over mot mod uten uden hos gjennom gennem
        """
    ),
    conjunctions=table("og men eller som fordi når der"),
    times=table(
        """
        mandag tirsdag onsdag torsdag fredag lørdag søndag januar februar mars marts april mai maj juni juli august
        september oktober november desember december går dag da også senere nå nu dog her dengang imidlertid videre
        """
    ),
    nobody=table(
        """
        loven lov love lover regler reglene reglerne regel plan planen avtalen aftalen grunnloven grundloven
        tradisjonen traditionen oppskriften opskriften sannheten sandheden nei nej ja rutetabellen køreplanen
        anvisningen
        """
    ),
    finites=table(
        """
        er var blir bliver ble blev kan kunne skal skulle må måtte koster finnes får fikk fik kommer kom går gikk
        """
    ),
    is_verb_second=True,
    has_bare_nouns=True,
    has_incises=True,
)
