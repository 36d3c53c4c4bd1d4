using System.Globalization;

namespace Goldthread.Domain.Dataset;

/// <summary>What an indicator must say, and what may become of it.</summary>
public static class IndicatorRules
{
    /// <summary>More questions than these are not asked in a meeting.</summary>
    public const int MostQuestions = 4;

    /// <summary>Whom to ask.</summary>
    public const string WhoMay = "Ask an analyst or the business office: they look after the indicators";

    /// <summary>What is wrong with a code; it stands in addresses, so that words such as "new" are none.</summary>
    public static IReadOnlyList<Problem> CheckCode(string code)
    {
        ArgumentNullException.ThrowIfNull(code);
        return code.Length is < 2 or > 20 || !char.IsAsciiLetterUpper(code[0]) || !code.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c)) || !code.Any(char.IsAsciiDigit)
            ? [new(nameof(Indicator.Code), "Enter a code that begins with a letter and has a number in it, such as CSC04: letters and numbers only, at most 20")]
            : [];
    }

    /// <summary>What is missing or does not fit in what an indicator says.</summary>
    /// <param name="now">The indicator as it is; null for a new one.</param>
    /// <param name="meaning">What it means.</param>
    /// <param name="source">Where its figures come from.</param>
    /// <param name="asking">How it is asked for.</param>
    public static IReadOnlyList<Problem> Check(Indicator? now, IndicatorMeaning meaning, IndicatorSource source, IndicatorAsking asking)
    {
        ArgumentNullException.ThrowIfNull(meaning);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(asking);
        List<Problem> problems =
        [
            .. Text(nameof(Indicator.Name), meaning.Name, 200, "Enter a plain name"),
            .. Words(meaning.Definition, meaning.Numerator, meaning.Denominator, asking.PopulationCode),
            .. Text(nameof(Indicator.Unit), meaning.Unit, 80, "Enter the unit, such as % or children"),
            .. Text(nameof(Indicator.Publisher), source.Publisher, 120, "Enter who counts or publishes the figures"),
            .. Text(nameof(Indicator.Release), source.Release, 200, null),
            .. Text(nameof(Indicator.Licence), source.Licence, 1000, null),
            .. Text(nameof(Indicator.Caveat), meaning.Caveat, 1000, null),
        ];
        if (meaning.Multiplier is not (> 0 and <= 1_000_000)) problems.Add(new(nameof(Indicator.Multiplier), "Enter what the share is multiplied by: 100 for a percentage, 10000 for most rates, 1 for a count"));
        else if (meaning.Denominator.Length == 0 && meaning.Multiplier != 1) problems.Add(new(nameof(Indicator.Multiplier), "A count is multiplied by 1; for a share or a rate, say what it is out of"));
        if (meaning.Decimals is < 0 or > 4) problems.Add(new(nameof(Indicator.Decimals), "Enter how many decimal places are shown, from 0 to 4"));
        if (source.Address.Length > 500 || (source.Address.Length > 0 && !(Uri.TryCreate(source.Address, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")))
            problems.Add(new(nameof(Indicator.Address), "Enter an address that begins with https://"));
        if (now?.FiguresUntil is not null && (now.Multiplier != meaning.Multiplier || now.Unit != meaning.Unit))
            problems.Add(new(now.Unit != meaning.Unit ? nameof(Indicator.Unit) : nameof(Indicator.Multiplier), "There are figures in this unit already: set up another indicator and retire this one"));
        if (asking.Geography != FigureGeography.Board) problems.AddRange(Text(nameof(Indicator.GeographyName), asking.GeographyName, 120, "Enter the name of the area that the figures are about"));
        if (asking.ExpectedLow > asking.ExpectedHigh) problems.Add(new(nameof(Indicator.ExpectedHigh), "The upper end of the expected range must not lie below the lower one"));
        string[] questions = asking.Questions.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (questions.Length > MostQuestions) problems.Add(new(nameof(Indicator.Questions), $"Write at most {MostQuestions} questions, one on each line: there are {questions.Length}"));
        else if (questions.Any(q => q.Length > 200)) problems.Add(new(nameof(Indicator.Questions), "Shorten each question to 200 characters"));
        return problems;
    }

    /// <summary>Why a definition can't be replaced; empty when it can.</summary>
    public static IReadOnlyList<Problem> CanRedefine(Indicator indicator, NewDefinition next, Viewer by, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(indicator);
        ArgumentNullException.ThrowIfNull(next);
        ArgumentNullException.ThrowIfNull(by);
        if (!by.Holds(Admin.Right.ImportFigures)) return [new("", WhoMay)];
        List<Problem> problems = [.. Words(next.Definition, next.Numerator, next.Denominator, next.PopulationCode)];
        if (indicator.Denominator.Length == 0 != (next.Denominator.Length == 0))
            problems.Add(new(nameof(next.Denominator), "A count and a share are two indicators: set up another one and retire this one"));
        else if (problems.Count == 0 && (next.Definition, next.Numerator, next.Denominator, next.PopulationCode) == (indicator.Definition, indicator.Numerator, indicator.Denominator, indicator.PopulationCode))
            problems.Add(new(nameof(next.Definition), "Nothing has changed: say what is different"));
        if (next.From is null) problems.Add(new(nameof(next.From), "Enter the first day on which the new definition holds"));
        else if (next.From > today.AddYears(2)) problems.Add(new(nameof(next.From), "The first day must be within the next two years"));
        else if (indicator.Changes.Any(c => c.From >= next.From))
            problems.Add(new(nameof(next.From), $"The first day must be after {indicator.Changes.Max(c => c.From):d MMMM yyyy}, when the definition changed last"));
        problems.AddRange(Text(nameof(next.Why), next.Why, 500, "Say why the definition changed"));
        if (next.IsBreak is null) problems.Add(new(nameof(next.IsBreak), "Choose whether figures before and after can be compared"));
        return problems;
    }

    /// <summary>Why it can't be retired; empty when it can.</summary>
    public static IReadOnlyList<Problem> CanRetire(Indicator indicator, DateOnly? lastDay, string reason, Viewer by)
    {
        ArgumentNullException.ThrowIfNull(indicator);
        ArgumentNullException.ThrowIfNull(by);
        if (!by.Holds(Admin.Right.ImportFigures)) return [new("", WhoMay)];
        if (indicator.RetiredOn is not null) return [new("", "It was retired already")];
        List<Problem> problems = [.. Text(nameof(Indicator.RetiredReason), reason, 500, "Say why it is not asked for any more")];
        if (lastDay is null) problems.Insert(0, new(nameof(Indicator.RetiredOn), "Enter the last day for which it is asked"));
        return problems;
    }

    /// <summary>Why a level can't be set; empty when it can.</summary>
    public static IReadOnlyList<Problem> CheckTarget(Indicator indicator, double? value)
    {
        ArgumentNullException.ThrowIfNull(indicator);
        if (value is null || !double.IsFinite(value.Value)) return [new(nameof(IndicatorTarget.Value), "Enter the level to be reached as a number")];
        return indicator.Unit == "%" && value is (< 0 or > 100) ? [new(nameof(IndicatorTarget.Value), "A percentage lies between 0 and 100")] : [];
    }

    /// <summary>How the value is worked out, in words (I22): "value = referrals ÷ children aged 0 to 17 at the mid-year before × 10,000".</summary>
    public static string Formula(Indicator indicator)
    {
        ArgumentNullException.ThrowIfNull(indicator);
        if (indicator.Denominator.Length == 0) return $"Value = {indicator.Numerator.LowerFirst()}, counted.";
        var outOf = Population.Of(indicator.PopulationCode) is { } people
            ? people.Name + (indicator.PopulationYear == PopulationYearRule.MidYearBefore ? " at the mid-year before the year ends" : " at the mid-year of the same year")
            : indicator.Denominator.LowerFirst();
        return $"Value = {indicator.Numerator.LowerFirst()} ÷ {outOf}{(indicator.Multiplier == 1 ? "" : $" × {indicator.Multiplier.ToString("#,0.####", CultureInfo.InvariantCulture)}")}.";
    }

    private static string LowerFirst(this string words) =>
        words.Length > 1 && char.IsUpper(words[0]) && !char.IsUpper(words[1]) ? char.ToLowerInvariant(words[0]) + words[1..] : words;

    private static List<Problem> Words(string definition, string numerator, string denominator, string population)
    {
        List<Problem> problems =
        [
            .. Text(nameof(Indicator.Definition), definition, 1000, "Say what it is, in a sentence or two"),
            .. Text(nameof(Indicator.Numerator), numerator, 300, "Say what is counted"),
            .. Text(nameof(Indicator.Denominator), denominator, 300, null),
        ];
        if (population.Length > 0 && Population.Of(population) is null) problems.Add(new(nameof(Indicator.PopulationCode), "Choose the population from the list"));
        else if (population.Length > 0 && denominator.Length == 0) problems.Add(new(nameof(Indicator.Denominator), "Say which people it is set against"));
        return problems;
    }

    private static IEnumerable<Problem> Text(string field, string text, int longest, string? whenEmpty)
    {
        if (whenEmpty is not null && string.IsNullOrWhiteSpace(text)) yield return new(field, whenEmpty);
        if (text.Length > longest) yield return new(field, $"Shorten this to {longest:N0} characters");
    }
}
