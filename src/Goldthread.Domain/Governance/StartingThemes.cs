namespace Goldthread.Domain.Governance;

/// <summary>The themes that a new board may begin with (A7): those that the field's own reports are sorted by. It keeps, renames or
/// retires them as it likes.</summary>
public static class StartingThemes
{
    /// <summary>Names by what they are sorted under.</summary>
    public static IReadOnlyList<(string Family, IReadOnlyList<string> Names)> ByFamily { get; } =
    [
        ("Abuse", ["Neglect", "Child sexual exploitation", "Child criminal exploitation", "Online harm"]),
        ("Family", ["Domestic abuse", "Parental mental health", "Substance misuse", "Hidden males"]),
        ("Child", ["Under one", "Adolescents", "Disability and SEND", "Mental health and self-harm", "Missing", "Children in care"]),
        ("Practice", ["Information sharing", "Thresholds", "Assessment", "Voice of the child", "Supervision", "Professional curiosity", "Transitions"]),
        ("System", ["Capacity", "Training", "Commissioning"]),
    ];
}
