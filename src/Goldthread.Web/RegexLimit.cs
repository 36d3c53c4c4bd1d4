using System.Runtime.CompilerServices;

namespace Goldthread.Web;

/// <summary>No pattern is tried for longer than a second, wherever it stands: the time is read once, by the first pattern there is.</summary>
internal static class RegexLimit
{
    [ModuleInitializer]
    internal static void Set() => AppDomain.CurrentDomain.SetData("REGEX_DEFAULT_MATCH_TIMEOUT", TimeSpan.FromSeconds(1));
}
