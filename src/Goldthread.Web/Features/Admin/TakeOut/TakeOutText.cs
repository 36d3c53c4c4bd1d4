namespace Goldthread.Web.Features.Admin.TakeOut;

public sealed class TakeOutText
{
    /// <summary>How the audit trail names it.</summary>
    public const string Deed = "Take out personal details";
}
