using Goldthread.Domain;
using Goldthread.Domain.Admin;

namespace Goldthread.Web.Features.Thread.Demonstration;

/// <summary>Words about who may read.</summary>
internal static class Readers
{
    /// <summary>Lets everybody read it, also without signing in.</summary>
    public static T Publish<T>(this Storyteller _, T record) where T : ConfidentialRecord
    {
        record.LimitTo(Confidentiality.Public, null);
        return record;
    }

    /// <summary>Lets only the people named on the list read it.</summary>
    public static T Guard<T>(this Storyteller _, AccessList list, T record) where T : ConfidentialRecord
    {
        record.LimitTo(Confidentiality.Restricted, list.Id);
        return record;
    }
}
