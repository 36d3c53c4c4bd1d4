using Goldthread.Web.Site;

namespace Goldthread.Web.Features.Admin.Downloads;

/// <summary>The files of long lists.</summary>
public sealed class DownloadFiles(BoardOptions options) : FilesForDays(options, "downloads");
