using Goldthread.Web.Site;

namespace Goldthread.Web.Features.Dataset.FiguresIn;

/// <summary>Files of figures that somebody looks at before they come in, and the rows of them that can't be taken.</summary>
public sealed class FigureFiles(BoardOptions options) : FilesForDays(options, "figures-in")
{
    /// <summary>Where a file lies, for who reads it more than once; null when it is gone.</summary>
    internal string? PathOf(Guid id) => File.Exists(PlaceOf(id)) ? PlaceOf(id) : null;
}
