using System.Globalization;

namespace Goldthread.Domain.Dataset;

/// <summary>Why a published figure is not there. None of these is zero.</summary>
public enum PublishedSymbol
{
    /// <summary>There is a number.</summary>
    None,

    /// <summary>"c": hidden by the publisher to protect confidentiality.</summary>
    Confidential,

    /// <summary>"x", and in older releases ":" and "..": not collected or not returned.</summary>
    NotAvailable,

    /// <summary>"z", and in older releases ".": the figure makes no sense for this row.</summary>
    NotApplicable,

    /// <summary>"k", and in older releases "low" and "~": rounds to zero but is not zero.</summary>
    RoundsToZero,

    /// <summary>"u": too unreliable to show.</summary>
    LowReliability,

    /// <summary>Published, but not to be compared: it is on another scale or known to be wrong. Never read from a file
    /// of the published layout; whoever loads the figures says so.</summary>
    Doubtful,

    /// <summary>Hidden by the board because so few children are behind it; see <see cref="SmallNumbers"/>. Never stored.</summary>
    HiddenHere,
}

/// <summary>One published figure: a number, or the reason why there is none.</summary>
/// <param name="Number">In the measure's unit; null when there is a symbol.</param>
/// <param name="Symbol"><see cref="PublishedSymbol.None"/> when there is a number.</param>
public readonly record struct PublishedValue(double? Number, PublishedSymbol Symbol)
{
    /// <summary>What may stand in place of a number, for messages.</summary>
    public const string AcceptedSymbols = "c, x, z, k, u, low, :, ~, . or ..";

    /// <summary>Reads one cell.</summary>
    /// <param name="text">A number with a full stop as decimal mark and no thousands separator, or a symbol.</param>
    /// <returns>Null when it is neither; an empty cell is neither.</returns>
    public static PublishedValue? Read(ReadOnlySpan<char> text)
    {
        if (text.Length is > 0 and <= 3 && !char.IsAsciiDigit(text[^1]))
            return text switch
            {
                "c" => new(null, PublishedSymbol.Confidential),
                "x" or ":" or ".." => new(null, PublishedSymbol.NotAvailable),
                "z" or "." => new(null, PublishedSymbol.NotApplicable),
                "k" or "low" or "~" => new(null, PublishedSymbol.RoundsToZero),
                "u" => new(null, PublishedSymbol.LowReliability),
                _ => ReadNumber(text),
            };
        return ReadNumber(text);
    }

    private static PublishedValue? ReadNumber(ReadOnlySpan<char> text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number) ? new(number, PublishedSymbol.None) : null;
}

/// <summary>The kind of area a published row is about.</summary>
public enum PublishedLevel
{
    /// <summary>The whole country.</summary>
    National,

    /// <summary>A region. Social care files hold London and also its Inner and Outer half: adding all regions up counts London twice.</summary>
    Regional,

    /// <summary>A local authority.</summary>
    LocalAuthority,

    /// <summary>A provider of health care: its patients come from many authorities, and it is never compared with one.</summary>
    Provider,
}

/// <summary>The area a published row is about.</summary>
/// <param name="Level">Country, region or local authority.</param>
/// <param name="Code">The nine-character code of the statistics office (E09000008). Two authorities that report
/// together have both, as published: "E09000021 / E09000027".</param>
/// <param name="Name">As published; spellings differ between publications, so join by code.</param>
/// <param name="OldCode">The three-digit number of a local authority (306); empty for other levels. It stays when the code changes.</param>
public sealed record PublishedArea(PublishedLevel Level, string Code, string Name, string OldCode);

/// <summary>Something in the file that can't be taken.</summary>
/// <param name="Line">The line of the file, from 1.</param>
/// <param name="Column">The column's name; empty when the whole row or file is meant.</param>
/// <param name="Found">What stands there.</param>
/// <param name="Accepted">What may stand there.</param>
public sealed record PublishedProblem(int Line, string Column, string Found, string Accepted);
