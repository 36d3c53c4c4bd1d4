namespace Goldthread.Web.Commands.Large;

/// <summary>Invented sentences, the same at every run: a few words come often and many seldom, as in real papers, so that a search has
/// both kinds to find.</summary>
internal sealed class LargeText(int seed)
{
    private static readonly string[] subjects = ["Plans", "Records", "Referrals", "Chronologies", "Strategy meetings", "Home visits", "Child protection plans", "Assessments", "Handovers", "Case notes", "Return interviews", "Core groups", "School files", "Antenatal bookings", "Risk assessments", "Discharge letters"];
    private static readonly string[] verbs = ["say little of", "are late with", "show clearly", "leave out", "name", "take up", "repeat", "don't follow up", "weigh", "share early", "miss", "record well"];
    private static readonly string[] things = ["the child's own words", "the father’s part", "what the school knew", "earlier injuries", "the family's strengths", "a contingency", "older siblings", "the reason for the visit", "“contracts” with parents", "O’Neill’s review", "who does what by when", "the move between areas", "neglect over time", "risk outside the home", "café and park incidents", "the wider family"];
    private static readonly string[] common = ["child", "children", "family", "plan", "agency", "practice", "review", "information", "risk", "meeting", "record", "school", "health", "police", "social", "worker", "parent", "care", "visit", "support", "need", "home", "team", "month", "audit", "evidence", "change", "learning", "training", "supervision",
        "threshold", "referral", "assessment", "neglect", "domestic", "abuse", "mental", "harm", "voice", "missing", "exploitation", "adolescent", "baby", "sibling", "father", "mother", "carer", "housing", "court", "disability", "transition", "history", "pattern", "decision", "challenge", "escalation", "chronology", "curiosity", "capacity", "language"];
    private static readonly string[] first = ["Bram", "Cor", "Del", "Esk", "Fen", "Gar", "Hol", "Ing", "Kel", "Lar", "Mor", "Nor", "Ot", "Pen", "Ros", "Sel", "Tor", "Ul", "Wen", "Yar"];
    private static readonly string[] second = ["ab", "el", "ing", "or", "un", "ar", "eth", "is", "ol", "er"];
    private static readonly string[] third = ["bourne", "combe", "dale", "field", "ford", "ham", "ley", "mere", "stead", "thorpe", "ton", "wick", "worth", "gate", "hurst", "mouth", "shaw", "stow", "well", "wold"];
    private static readonly string[] given = ["Amelia", "Zoë", "Bilal", "Ciarán", "Dawn", "Efua", "Farah", "Gwen", "Huw", "Isla", "Jin", "Kofi", "Leila", "Marek", "Niamh", "Omar", "Priya", "Quentin", "Rosa", "Siân"];
    private readonly Random random = new(seed);

    /// <summary>A number below this.</summary>
    public int Below(int most) => random.Next(most);

    /// <summary>Whether something happens that happens so often of a hundred times.</summary>
    public bool Chance(double ofAHundred) => random.NextDouble() * 100 < ofAHundred;

    /// <summary>One of these.</summary>
    public T Of<T>(IReadOnlyList<T> all) => all[random.Next(all.Count)];

    /// <summary>Some of these, each once.</summary>
    public IEnumerable<T> Some<T>(IReadOnlyList<T> all, int atMost) => Enumerable.Range(0, 1 + random.Next(atMost)).Select(_ => Of(all)).Distinct();

    /// <summary>A name that few others bear: of four thousand.</summary>
    public string Rare() => Of(first) + Of(second) + Of(third);

    /// <summary>A person.</summary>
    public string Person() => $"{Of(given)} {(Chance(10) ? "O’" : "")}{Rare()}";

    /// <summary>One line.</summary>
    public string Line() => $"{Of(subjects)} {Of(verbs)} {Of(things)}{(Chance(30) ? $" in {Rare()}" : "")}";

    /// <summary>A few sentences.</summary>
    public string Sentences(int count) => string.Join(" ", Enumerable.Range(0, count).Select(_ => $"{Of(subjects)} {Of(verbs)} {string.Join(" ", Enumerable.Range(0, 5 + random.Next(8)).Select(_ => Word()))}."));

    // The lower a word stands in the list, the seldomer it comes.
    private string Word() => Chance(4) ? Rare() : common[(int)(common.Length * Math.Pow(random.NextDouble(), 2.5))];
}
