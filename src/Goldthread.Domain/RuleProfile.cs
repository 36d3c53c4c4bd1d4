namespace Goldthread.Domain;

/// <summary>The statutory rules and words of a time: criteria, clocks, required reports. Stamped on each record
/// when it is made and never changed, for archives hold several.</summary>
/// <param name="Code">Kept on records: "WT2015", "WT2018", "WT2023".</param>
/// <param name="Name">The guidance it comes from.</param>
/// <param name="From">First day on which it was in force.</param>
/// <param name="Words">Which words its records speak.</param>
public sealed record RuleProfile(string Code, string Name, DateOnly From, string Words)
{
    /// <summary>All profiles, oldest first. Sources: the three editions of Working Together to Safeguard Children.</summary>
    public static IReadOnlyList<RuleProfile> All { get; } =
    [
        new("WT2015", "Working Together to Safeguard Children 2015", new(2015, 3, 26), Domain.Words.Lscb.Code),
        new("WT2018", "Working Together to Safeguard Children 2018", new(2018, 6, 29), Domain.Words.Lscp.Code),
        new("WT2023", "Working Together to Safeguard Children 2023", new(2023, 12, 15), Domain.Words.Lscp.Code),
    ];

    /// <summary>The newest profile.</summary>
    public static RuleProfile Current => All[^1];

    /// <summary>The profile proposed for a record of this date; before the first, the first.</summary>
    public static RuleProfile On(DateOnly date) => All.LastOrDefault(profile => profile.From <= date) ?? All[0];

    /// <summary>The profile with this code; an unknown code gives the newest.</summary>
    public static RuleProfile Find(string code) => All.FirstOrDefault(profile => profile.Code == code) ?? Current;
}
