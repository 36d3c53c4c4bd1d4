namespace Goldthread.Domain.Dataset.FiguresIn;

/// <summary>A place as the register of places has it.</summary>
/// <param name="Level">Country, region or authority.</param>
/// <param name="Code">Code of the statistics office in use.</param>
/// <param name="Number">Three-digit number of an authority, or the one the local authority tool gives a region.</param>
/// <param name="Name">Name.</param>
/// <param name="FormerCodes">Codes it had before.</param>
/// <param name="OtherNames">How other publications write it.</param>
/// <param name="Until">Last day it was an authority; null while it is.</param>
/// <param name="Successors">Numbers of those that took its place.</param>
public sealed record KnownPlace(PublishedLevel Level, string Code, string Number, string Name, IReadOnlyList<string> FormerCodes, IReadOnlyList<string> OtherNames, DateOnly? Until, IReadOnlyList<string> Successors);

/// <summary>Finds the place a row is about, by whatever the file calls it. A place whose code changed stays one place.</summary>
public sealed class PlaceBook
{
    private readonly Dictionary<string, (int Key, bool IsFormer)> byCode = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> byNumber = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<int, Area> places = [];
    private readonly HashSet<int> kept = [];
    private readonly HashSet<int> added = [];
    private readonly HashSet<int> met = [];
    private readonly bool takesNew;
    private int next;

    /// <summary>Opens the book.</summary>
    /// <param name="known">The register.</param>
    /// <param name="kept">Places the board has figures for.</param>
    /// <param name="takesNew">A code nobody knows is taken for a new place; else it is a fault.</param>
    public PlaceBook(IEnumerable<KnownPlace> known, IEnumerable<Area> kept, bool takesNew)
    {
        ArgumentNullException.ThrowIfNull(known);
        ArgumentNullException.ThrowIfNull(kept);
        this.takesNew = takesNew;
        foreach (var area in kept)
        {
            next = Math.Max(next, area.Key);
            this.kept.Add(area.Key);
            Enter(area);
        }
        // Those that ended come last: their names may be somebody else's today.
        foreach (var place in known.OrderBy(p => p.Until is not null))
        {
            var key = ((string[])[place.Code, .. place.FormerCodes]).Select(c => byCode.TryGetValue(c, out var found) ? found.Key : 0).FirstOrDefault(k => k > 0);
            if (key == 0)
            {
                Area area = new(++next, place.Code, place.Name, place.Level, place.Level == PublishedLevel.LocalAuthority ? place.Number : "");
                key = area.Key;
                Enter(area);
            }
            byCode.TryAdd(place.Code, (key, false));
            foreach (var code in place.FormerCodes) byCode[code] = (key, true);
            if (place.Number.Length > 0) byNumber.TryAdd(place.Number, key);
            foreach (var name in (string[])[place.Name, .. place.OtherNames]) byName.TryAdd(Plain(name), key);
            if (place.Successors.Count > 0) Ended[key] = place;
        }
    }

    /// <summary>Authorities that are no more, by key.</summary>
    public Dictionary<int, KnownPlace> Ended { get; } = [];

    /// <summary>Places met that the board had no figures for.</summary>
    public IReadOnlyList<Area> Added => [.. added.Order().Select(key => places[key])];

    /// <summary>Whether it was met in the file.</summary>
    public bool IsMet(int key) => met.Contains(key);

    /// <summary>The number of a place by its name; 0 for none.</summary>
    public int KeyOf(string name) => byName.GetValueOrDefault(Plain(name));

    /// <summary>Names of places, for messages.</summary>
    public string NameOf(int key) => places[key].Name;

    /// <summary>By code of the statistics office. A code nobody knows is a new place where they are taken.</summary>
    public (int Key, bool IsFormer)? ByCode(ReadOnlySpan<char> code, ReadOnlySpan<char> name, PublishedLevel level, ReadOnlySpan<char> number)
    {
        if (byCode.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(code, out var found)) return (Met(found.Key), found.IsFormer);
        if (!takesNew || name.IsEmpty || !LooksLikeCode(code)) return null;
        Area area = new(++next, code.ToString(), name[..Math.Min(name.Length, 120)].ToString(), level, number[..Math.Min(number.Length, 10)].ToString());
        Enter(area);
        return (Met(area.Key), false);
    }

    /// <summary>By number.</summary>
    public int? ByNumber(ReadOnlySpan<char> number) => byNumber.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(number, out var key) ? Met(key) : null;

    /// <summary>By name, whatever its capitals, blanks and marks.</summary>
    public int? ByName(ReadOnlySpan<char> name)
    {
        if (byName.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var key)) return Met(key);
        var plain = Plain(name);
        if (!byName.TryGetValue(plain, out key)) return null;
        byName.TryAdd(name.ToString(), key); // the next row finds it without working it out
        return Met(key);
    }

    /// <summary>Whether this is the name of a place.</summary>
    public bool Knows(string name) => name is { Length: > 0 } && byName.ContainsKey(Plain(name));

    /// <summary>Whether this is the number of one.</summary>
    public bool KnowsNumber(string number) => byNumber.ContainsKey(number);

    /// <summary>By code of a provider of health care; a new one is taken.</summary>
    public int? ByProvider(ReadOnlySpan<char> code)
    {
        if (byCode.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(code, out var found)) return Met(found.Key);
        if (!LooksLikeProvider(code)) return null;
        Area area = new(++next, code.ToString(), code.ToString(), PublishedLevel.Provider, "");
        Enter(area);
        return Met(area.Key);
    }

    /// <summary>Whether a text has the form of a code of the statistics office: a letter, then eight digits.</summary>
    public static bool LooksLikeCode(ReadOnlySpan<char> code) => code.Length == 9 && char.IsAsciiLetterUpper(code[0]) && !code[1..].ContainsAnyExceptInRange('0', '9');

    /// <summary>Whether a text has the form of a provider's code: three to six capitals and digits, not digits alone.</summary>
    public static bool LooksLikeProvider(ReadOnlySpan<char> code)
    {
        if (code.Length is < 3 or > 6) return false;
        var letters = 0;
        foreach (var letter in code)
        {
            if (char.IsAsciiLetterUpper(letter)) letters++;
            else if (!char.IsAsciiDigit(letter)) return false;
        }
        return letters > 0;
    }

    private int Met(int key)
    {
        if (met.Add(key) && !kept.Contains(key)) added.Add(key);
        return key;
    }

    private void Enter(Area area)
    {
        places[area.Key] = area;
        byCode[area.Code] = (area.Key, false);
        if (area.OldCode.Length > 0) byNumber.TryAdd(area.OldCode, area.Key);
        if (area.Level != PublishedLevel.Provider) byName.TryAdd(Plain(area.Name), area.Key);
    }

    // "St. Helens" and "St Helens", "Yorkshire and The Humber" and "Yorkshire and the Humber".
    private static string Plain(ReadOnlySpan<char> name)
    {
        Span<char> plain = stackalloc char[Math.Min(name.Length, 200)];
        var length = 0;
        foreach (var letter in name[..plain.Length])
            if (char.IsLetterOrDigit(letter)) plain[length++] = char.ToLowerInvariant(letter);
        return new(plain[..length]);
    }
}
