using System.Runtime.CompilerServices;

namespace Goldthread.Domain.Tests;

/// <summary>Files of the source tree and, where they are at hand, published statistics to test against.</summary>
internal static class SourceFolder
{
    public static string File(string path) => Path.Combine(Root(), path);

    /// <summary>A file of the shared reference material; the test is skipped where there is none.</summary>
    public static string Shared(string path)
    {
        var folder = Environment.GetEnvironmentVariable("GOLDTHREAD_SHARED") is { Length: > 0 } named ? named : Path.Combine(Root(), "..", "shared");
        var file = Path.Combine(folder, path);
        if (!System.IO.File.Exists(file)) Assert.Skip($"No published file {path}: set GOLDTHREAD_SHARED to the folder that holds it");
        return file;
    }

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
