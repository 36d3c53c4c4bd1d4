using System.Globalization;

namespace Goldthread.Domain.Dataset;

/// <summary>What a rate or a percentage is worked out from.</summary>
/// <param name="Numerator">Events, or the part that has something; null when missing, which is not zero.</param>
/// <param name="Denominator">The population, or the whole; null when missing.</param>
/// <param name="Incomplete">Of a sum: how many members lack one of the two. Then the sum of what is missing is missing too.</param>
public sealed record Parts(double? Numerator, double? Denominator, int Incomplete = 0)
{
    /// <summary>The parts of several areas together. Areas are summed and then divided, never averaged.</summary>
    /// <param name="members">At least one.</param>
    public static Parts Sum(IReadOnlyCollection<Parts> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        return new(
            members.Any(m => m.Numerator is null) ? null : members.Sum(m => m.Numerator!.Value),
            members.Any(m => m.Denominator is null) ? null : members.Sum(m => m.Denominator!.Value),
            members.Count(m => m.Numerator is null || m.Denominator is null));
    }

    /// <summary>Stops at what no figure can be worked out from.</summary>
    /// <param name="isPercentage">The numerator is part of the denominator.</param>
    /// <exception cref="ArgumentException">A numerator below zero, a denominator not above zero, more part than whole, or no finite number.</exception>
    internal void Refuse(bool isPercentage)
    {
        if (Numerator is { } x && !(x >= 0 && double.IsFinite(x))) throw Wrong($"The numerator is {x}. A count is zero or more; leave it empty if it is missing.");
        if (Denominator is { } n && !(n > 0 && double.IsFinite(n))) throw Wrong($"The denominator is {n}. It must be above zero; leave it empty if it is missing.");
        if (isPercentage && Numerator > Denominator)
            throw Wrong($"The numerator {Numerator} is larger than the denominator {Denominator}, so this is no percentage. Correct one of them, or work out a rate.");
    }

    // The same for a chain of calls.
    internal Parts Checked(bool isPercentage)
    {
        Refuse(isPercentage);
        return this;
    }

    private static ArgumentException Wrong(FormattableString message) => new(message.ToString(CultureInfo.InvariantCulture));
}
