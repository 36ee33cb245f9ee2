"""How French, Spanish, Portuguese and Italian report what somebody says: data only."""

from __future__ import annotations

from ingest.lexicon import table
from ingest.speech.reporting_words import Reporting, objects_of, phrases_of, verbs_of

FRENCH = Reporting(
    verbs=verbs_of(
        """
        dit disait déclare déclarait déclara affirme affirmait affirma explique expliquait expliqua ajoute ajoutait
        ajouta indique indiquait indiqua précise précisait précisa raconte racontait raconta estime estimait estima
        assure assurait assura souligne soulignait souligna rappelle rappelait rappela annonce annonçait annonça
        répond répondait répondit confie confiait confia admet admettait reconnaît reconnaissait regrette regrettait
        regretta dénonce dénonçait dénonça soutient soutenait prévient prévenait constate constatait juge jugeait
        lance lançait lança poursuit poursuivait conclut concluait demande demandait demanda écrit écrivait souffle
        s'indigne s'inquiète s'exclame s'interroge témoigne témoignait témoigna promet promettait insiste insistait
        insista martèle tranche nuance nie niait déplore déplorait résume observe note disent affirment expliquent
        estiment assurent déclarent précisent indiquent ajoutent soulignent rappellent annoncent rapporte rapportait
        rapportent pense pensait pensent croit croient critique dément réclame considère considèrent jugent racontent
        dénoncent reconnaissent affirmaient expliquaient répète
        """
    ),
    participles=table(
        """
        dit déclaré affirmé expliqué ajouté indiqué précisé raconté estimé assuré souligné rappelé annoncé répondu
        confié admis reconnu regretté dénoncé soutenu prévenu constaté jugé lancé poursuivi conclu demandé écrit
        insisté martelé promis nié déploré résumé observé noté témoigné rapporté réagi commenté tweeté confirmé
        démenti exclamé exclamée indigné indignée réjoui réjouie inquiété inquiétée critiqué réclamé cru pensé répété
        confessé
        """
    ),
    objects=objects_of(
        """
        annonce annoncé annoncent dénonce dénoncé dénoncent critique critiqué nie nié dément démenti réclame réclamé
        promet promis
        """
    ),
    auxiliaries=table("s'est a ont avait avaient eut"),
    loose=table(
        """
        expliquant ajoutant affirmant précisant assurant estimant soulignant rappelant indiquant déclarant
        """
    ),
    that=table("que"),
    infinitives=table(
        """
        avoir être vouloir pouvoir devoir ne craindre espérer ignorer s'attendre n'avoir n'être s'être
        """
    ),
    sources=phrases_of(
        """
        selon; d'après; aux dires de; aux dires du; aux yeux de; de l'avis de; au dire de; pour reprendre les mots de
        """
    ),
    trailing=frozenset(),
    pronouns=table(
        """
        il elle ils elles on lui eux celui-ci celle-ci certains beaucoup tous toutes certaines chacun cela ceci ça
        celui celle
        """
    ),
    firsts=table("je j'ai nous j'avais moi on qu'on l'on"),
    nots=table("ne pas jamais n'a n'ont n'avait n'avaient rien personne nul"),
    like=table("comme ainsi"),
    articles=table(
        """
        le la les un une son sa ses leur leurs l' ce cet cette ces plusieurs des du certains
        """
    ),
    ties=table("de du des d'"),
    particles=table("de du des la le van von der den el al ben da do di della"),
    prepositions=table(
        """
        à au aux en dans sur par pour avec sans chez devant lors après avant sous vers entre contre comme
        """
    ),
    conjunctions=table("et mais qui car ou donc où quand lorsque si parce puisque"),
    times=table(
        """
        hier aujourd'hui lundi mardi mercredi jeudi vendredi samedi dimanche janvier février mars avril mai juin
        juillet août septembre octobre novembre décembre alors ensuite également aussi ainsi déjà encore toutefois
        enfin notamment soir matin après-midi midi désormais pourtant d'abord
        """
    ),
    nobody=table(
        """
        loi lois règlement règles règle code article usage coutume tradition traditions cas saison saisons besoin
        besoins âge taille circonstances modalités critères nature méthode calendrier goûts moyens heures jours
        régions pays vérité oui non droit norme normes formule adage principe barème tarif sexe type poids revenu
        revenus humeur disponibilités météo température roman film recette instructions consignes mode
        """
    ),
    naming=table("dit dite dits"),
    aside=table("cela ceci autrement soit proprement sitôt aussitôt"),
    has_incises=True,
)

SPANISH = Reporting(
    verbs=verbs_of(
        """
        dijo dice decía dijeron dicen declaró declara declararon afirmó afirma afirmaron aseguró asegura aseguraron
        explicó explica explicaron añadió añade agregó agrega señaló señala señalaron indicó indica indicaron contó
        cuenta relató relata sostuvo sostiene subrayó subraya recordó recuerda anunció anuncia anunciaron respondió
        responde confirmó confirma confirmaron admitió admite reconoció reconoce lamentó lamenta denunció denuncia
        denunciaron advirtió advierte advirtieron manifestó manifiesta expresó expresa precisó precisa apuntó apunta
        informó informa informaron reclamó prometió promete insistió insiste escribió escribe negó niega comentó
        comenta destacó destaca detalló detalla replicó preguntó concluyó matizó zanjó exclamó aclaró aclara opinó
        opina opinan creen cree contestó contesta queja quejó pregunta advierten aseguran afirman explican señalan
        sostienen denuncian recuerdan insisten alertó alerta alertan temen teme calificó califica criticó critica
        exigió exige exigen reclama reclaman consideran considera consideró sentenció estima estiman estimó calcula
        calculan repitió repite lamentan cuentan
        """
    ),
    participles=table(
        """
        dicho declarado afirmado asegurado explicado añadido agregado señalado indicado contado sostenido subrayado
        recordado anunciado respondido confirmado admitido reconocido lamentado denunciado advertido manifestado
        expresado precisado apuntado informado prometido insistido escrito negado comentado destacado detallado
        concluido aclarado contestado alertado criticado
        """
    ),
    objects=objects_of(
        """
        anunció anuncia anunciaron anunciado denunció denuncia denunciaron denunciado negó negado criticó critica
        criticado reclamó reclama exigió exige exigen denuncian reclaman critican
        """
    ),
    auxiliaries=table("ha han había habían"),
    loose=table("añadiendo afirmando asegurando explicando señalando diciendo recordando"),
    that=table("que"),
    infinitives=table("haber tener estar ser no sentirse desconocer"),
    sources=phrases_of(
        """
        según; de acuerdo con; de acuerdo a; a juicio de; en opinión de; en palabras de; al decir de
        """
    ),
    trailing=frozenset(),
    pronouns=table(
        """
        él ella ellos ellas este esta fuentes todos todas muchos muchas algunos algunas eso esto ello otros alguien
        quienes se testigos expertos vecinos analistas documentos datos
        """
    ),
    firsts=table("yo nosotros nosotras mí quién"),
    nots=table("no nunca jamás nada tampoco nadie ninguno"),
    like=table("como así tal lo según eso esto"),
    articles=table(
        """
        el la los las un una su sus unos unas varios varias algunos algunas ese esa este esta
        """
    ),
    ties=table("de del"),
    particles=table("de del la los las y van von der da do dos"),
    prepositions=table("a al en con por para sobre ante tras sin desde durante contra entre hasta"),
    conjunctions=table("y e pero o quien porque cuando si donde mientras aunque pues"),
    times=table(
        """
        ayer hoy lunes martes miércoles jueves viernes sábado domingo enero febrero marzo abril mayo junio julio
        agosto septiembre octubre noviembre diciembre entonces luego también además después tarde mañana noche ya
        anoche anteayer finalmente antes
        """
    ),
    nobody=table(
        """
        ley leyes reglamento norma normas reglas regla código artículo costumbre tradición caso temporada edad tamaño
        necesidad necesidades circunstancias criterios método calendario horario horarios tiempo estación verdad sí no
        mentira contrato estatutos zona zonas tipo sexo día época país región gustos precio peso plan receta
        instrucciones
        """
    ),
    aside=table("en"),
)

PORTUGUESE = Reporting(
    verbs=verbs_of(
        """
        disse diz dizia disseram dizem declarou declara declararam afirmou afirma afirmaram afirmam explicou explica
        explicaram acrescentou acrescenta contou conta contaram relatou relata sustentou sustenta sublinhou sublinha
        lembrou lembra anunciou anuncia anunciaram respondeu responde confirmou confirma confirmaram admitiu admite
        reconheceu reconhece lamentou lamenta denunciou denuncia advertiu alertou alerta avisou informou informa
        informaram prometeu promete insistiu insiste escreveu escreve negou nega comentou comenta destacou destaca
        observou perguntou pergunta concluiu garantiu garante assegurou adiantou adianta referiu refere frisou
        ressaltou salientou revelou considerou considera defendeu defende apontou aponta avaliou avalia ironizou
        desabafou recordou indicou assinalou completou reclamou criticou critica exigiu exige acredita acreditam acha
        acham pensa pensam alertam garantem defendem contam explicam relatam negam avaliam temem teme estima estimam
        repetiu repete calcula calculam
        """
    ),
    participles=table(
        """
        dito declarado afirmado explicado acrescentado contado relatado sustentado anunciado respondido confirmado
        admitido reconhecido lamentado denunciado alertado avisado informado prometido escrito negado garantido
        revelado
        """
    ),
    objects=objects_of(
        """
        anunciou anuncia anunciaram anunciado denunciou denuncia denunciado negou nega negado criticou critica exigiu
        exige
        """
    ),
    auxiliaries=table("tem tinha tinham havia haviam têm"),
    loose=table("acrescentando afirmando explicando dizendo lembrando garantindo"),
    that=table("que"),
    infinitives=table("ter estar ser não haver desconhecer querer"),
    sources=phrases_of(
        """
        segundo; de acordo com; conforme; na opinião de; nas palavras de; na opinião do; na opinião da
        """
    ),
    trailing=frozenset(),
    pronouns=table(
        """
        ele ela eles elas este esta fontes todos todas muitos muitas alguns algumas isso isto outros alguém se
        testemunhas especialistas moradores analistas documentos dados
        """
    ),
    firsts=table("eu nós mim quem"),
    nots=table("não nunca jamais nada ninguém nenhum"),
    like=table("como assim conforme segundo isso isto"),
    articles=table(
        """
        o a os as um uma seu sua seus suas uns umas vários várias alguns algumas ao à aos às
        """
    ),
    ties=table("de do da dos das"),
    particles=table("de do da dos das e van von der"),
    prepositions=table(
        """
        a ao à aos às em no na nos nas com por pelo pela para sobre ante sem desde durante contra entre até num numa
        nesta neste
        """
    ),
    conjunctions=table("e mas ou quem porque quando se onde enquanto embora"),
    times=table(
        """
        ontem hoje segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo janeiro fevereiro
        março abril maio junho julho agosto setembro outubro novembro dezembro então depois também ainda já tarde
        manhã noite segunda terça quarta quinta sexta entretanto porém
        """
    ),
    nobody=table(
        """
        lei leis regulamento norma normas regras regra código artigo costume tradição caso época idade tamanho
        necessidade necessidades circunstâncias critérios método calendário horário tempo estação verdade sim não
        mentira contrato estatuto estatutos turno lugar semestre trimestre andar gol golo plano bairro tipo sexo dia
        país região previsto combinado receita instruções
        """
    ),
)

ITALIAN = Reporting(
    verbs=verbs_of(
        """
        disse dice diceva dissero dicono dichiarò dichiara dichiarano affermò afferma affermano spiegò spiega spiegano
        aggiunse aggiunge raccontò racconta raccontano sostiene sostenne sostengono sottolinea sottolineò ricorda
        ricordò annuncia annunciò annunciano risponde rispose conferma confermò confermano ammette ammise riconosce
        denuncia denunciano avverte avvertì assicura assicurò precisa precisò promette promise insiste scrive scrisse
        nega negò commenta commentò osserva osservò conclude concluse chiede chiese replica replicò ribadisce ribadì
        rivela rivelò segnala informa riferisce riferiscono lamenta rivendica accusa attacca esclama sbotta incalza
        ritiene ritengono crede credono pensa pensano sottolineano sperano teme temono smentisce critica chiedono
        ricordano avvertono assicurano precisano commentano ammettono stima stimano ripete
        """
    ),
    participles=table(
        """
        detto dichiarato affermato spiegato aggiunto raccontato sostenuto sottolineato ricordato annunciato risposto
        confermato ammesso riconosciuto denunciato avvertito assicurato precisato promesso insistito scritto negato
        commentato osservato concluso chiesto replicato ribadito rivelato segnalato riferito lamentato smentito
        criticato ripetuto stimato
        """
    ),
    objects=objects_of(
        """
        annuncia annunciò annunciano annunciato denuncia denunciano denunciato nega negato smentisce smentito critica
        criticato chiede chiedono chiesto
        """
    ),
    auxiliaries=table("ha hanno aveva avevano"),
    loose=table(
        """
        aggiungendo affermando spiegando sostenendo dicendo precisando ricordando sottolineando
        """
    ),
    that=table("che"),
    infinitives=table("di"),
    sources=phrases_of(
        """
        secondo; a detta di; a detta del; a detta della; stando a; stando al; stando alla; stando ai; stando alle; ad
        avviso di; a giudizio di; a parere di; per usare le parole di
        """
    ),
    trailing=frozenset(),
    pronouns=table(
        """
        lui lei loro egli ella essi lo fonti tutti tutte molti molte alcuni ciò questo altri qualcuno si testimoni
        esperti analisti residenti dati
        """
    ),
    firsts=table("io noi me chi"),
    nots=table("non mai nulla niente neanche nessuno"),
    like=table("come così lo l'ha questo ciò"),
    articles=table("il lo la i gli le l' un uno una suo sua alcuni alcune diversi varie quanto un'"),
    ties=table("di del dello della dei degli delle dell' d'"),
    particles=table("di del della de dei d' van von der lo la da dal"),
    prepositions=table(
        """
        a al allo alla ai agli alle in nel nella con per su sul sulla tra fra senza da dal dalla dopo durante contro
        """
    ),
    conjunctions=table("e ma o cui perché quando se dove mentre"),
    times=table(
        """
        ieri oggi lunedì martedì mercoledì giovedì venerdì sabato domenica gennaio febbraio marzo aprile maggio giugno
        luglio agosto settembre ottobre novembre dicembre poi anche inoltre infine ancora già sera mattina pomeriggio
        notte dopo stamattina stamani quindi intanto però invece subito
        """
    ),
    nobody=table(
        """
        legge leggi regolamento norma norme regole regola codice articolo consuetudine tradizione caso stagione età
        taglia necessità circostanze criteri metodo calendario orario orari tempo verità sì no bugia contratto statuto
        posto piano turno semestre trimestre gol grado previsto tipo sesso giorno paese natura gusti bisogni ricetta
        istruzioni
        """
    ),
)
