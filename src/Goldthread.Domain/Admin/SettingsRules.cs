namespace Goldthread.Domain.Admin;

/// <summary>What may stand in a board's settings.</summary>
public static class SettingsRules
{
    /// <summary>A number that can be rung has at least this many digits: 999, 101.</summary>
    private const int FewestDigits = 3;

    /// <summary>Problems of whom to ring with a worry about a child, which stands at the foot of every page.</summary>
    /// <param name="field">The field it was typed in.</param>
    /// <param name="text">As it was typed.</param>
    /// <param name="when">"in office hours", "at other times".</param>
    public static IReadOnlyList<Problem> CheckWhomToRing(string field, string? text, string when) =>
        string.IsNullOrWhiteSpace(text) ? [new(field, $"Enter whom to ring about a child {when}, with the number")]
        : text.Count(char.IsAsciiDigit) < FewestDigits ? [new(field, $"Add the number to ring {when}: a worry about a child can’t wait for somebody to look it up")]
        : [];
}
